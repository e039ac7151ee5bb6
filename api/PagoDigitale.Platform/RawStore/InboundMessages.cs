using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.RawStore;

/// <summary>What arrived from outside, as it arrived.</summary>
public sealed record InboundMessage(Guid Id, string Kind, string MediaType, byte[] Content, string? Source, DateTimeOffset ReceivedAt)
{
    private readonly Lazy<(PackedContent, byte[])> _kept = new(
        () => (PackedContent.Of(Content), SHA256.HashData(Content)),
        LazyThreadSafetyMode.PublicationOnly
    );

    /// <summary>What became of it, where that is known when it is stored.</summary>
    public string? Outcome { get; init; }

    /// <summary>What is stored of it. Whoever asks first does the work: rather the call it came with than who writes for many.</summary>
    public (PackedContent Packed, byte[] Sha256) Kept => _kept.Value;
}

/// <summary>Keeps what arrived from outside exactly as it arrived, in the transaction that interprets it.</summary>
public sealed class InboundMessages(TenantSession session, TimeProvider clock)
{
    private const int FileTimeoutSeconds = 600;

    public Task<Guid> StoreAsync(
        string kind,
        string mediaType,
        ReadOnlyMemory<byte> content,
        string? fileName,
        string? source,
        CancellationToken ct
    )
    {
        var packed = PackedContent.Of(content);
        return StoreAsync(
            kind,
            mediaType,
            packed.Bytes,
            packed.Coding,
            content.Length,
            SHA256.HashData(content.Span),
            fileName,
            source,
            null,
            ct
        );
    }

    /// <summary>From where it was spooled to, without holding it in memory.</summary>
    public async Task<Guid> StoreAsync(
        string kind,
        string mediaType,
        FileStream content,
        byte[] sha256,
        string? fileName,
        string? source,
        CancellationToken ct
    )
    {
        await using var packed = PrivateFolder.OfProcess.NewSpool("packed");
        await PackedContent.PackAsync(content, packed, ct);
        packed.Position = 0;
        return await StoreAsync(
            kind,
            mediaType,
            new NpgsqlParameter { Value = packed, NpgsqlDbType = NpgsqlDbType.Bytea },
            ContentCoding.Zstandard,
            content.Length,
            sha256,
            fileName,
            source,
            FileTimeoutSeconds,
            ct
        );
    }

    private async Task<Guid> StoreAsync(
        string kind,
        string mediaType,
        object content,
        ContentCoding coding,
        long length,
        byte[] sha256,
        string? fileName,
        string? source,
        int? timeoutSeconds,
        CancellationToken ct
    )
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await using var command = session.Command(
            """
            INSERT INTO inbound_messages
                (organization_id, message_id, kind, media_type, file_name, content, content_coding, content_sha256, size_bytes, source,
                received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """,
            session.Organization,
            id,
            kind,
            mediaType,
            fileName,
            content,
            (short)coding,
            sha256,
            length,
            source,
            clock.GetUtcNow()
        );
        command.CommandTimeout = timeoutSeconds ?? command.CommandTimeout;
        await command.ExecuteNonQueryAsync(ct);
        return id;
    }

    /// <summary>What became of it when it was interpreted.</summary>
    public Task NoteOutcomeAsync(Guid messageId, string? outcome, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE inbound_messages SET outcome = $3 WHERE organization_id = $1 AND message_id = $2",
            ct,
            session.Organization,
            messageId,
            outcome
        );

    /// <summary>Many at once, interpreted before they are stored: both commit together, and it is written once.</summary>
    public Task StoreAsync(IReadOnlyList<InboundMessage> messages, CancellationToken ct) =>
        session.SendAsync(InsertOf(session.Organization, messages), ct);

    /// <summary>Many at once, for who has a transaction of its own as that organization.</summary>
    public static NpgsqlBatchCommand InsertOf(string organization, IReadOnlyList<InboundMessage> messages)
    {
        return new(
            """
            INSERT INTO inbound_messages (organization_id, message_id, kind, media_type, content, content_coding, content_sha256,
                size_bytes, source, received_at, outcome)
            SELECT $1, m.* FROM unnest($2::uuid[], $3::text[], $4::text[], $5::bytea[], $6::smallint[], $7::bytea[], $8::bigint[],
                $9::text[], $10::timestamptz[], $11::text[]) AS m
            """
        )
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = organization },
                new NpgsqlParameter<Guid[]> { TypedValue = [.. messages.Select(m => m.Id)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(m => m.Kind)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. messages.Select(m => m.MediaType)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. messages.Select(m => m.Kept.Packed.ToArray())] },
                new NpgsqlParameter<short[]> { TypedValue = [.. messages.Select(m => (short)m.Kept.Packed.Coding)] },
                new NpgsqlParameter<byte[][]> { TypedValue = [.. messages.Select(m => m.Kept.Sha256)] },
                new NpgsqlParameter<long[]> { TypedValue = [.. messages.Select(m => (long)m.Content.Length)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. messages.Select(m => m.Source)] },
                new NpgsqlParameter<DateTimeOffset[]> { TypedValue = [.. messages.Select(m => m.ReceivedAt)] },
                new NpgsqlParameter<string?[]> { TypedValue = [.. messages.Select(m => m.Outcome)] },
            },
        };
    }

    /// <summary>
    /// The same bytes by the same way, kept before: counted there instead of being kept a second time. Whoever may send could fill the
    /// disk by sending one message for ever.
    /// </summary>
    /// <param name="copy">The second one, where it is stored already.</param>
    /// <returns>Whether it is a repetition.</returns>
    public async Task<bool> CountRepetitionAsync(string kind, byte[] sha256, string? source, Guid? copy, CancellationToken ct)
    {
        // The kinds named are those the index leaves out: said again, so that it is used.
        var counted = await session.ExecuteAsync(
            """
            UPDATE inbound_messages SET seen_count = least(seen_count, 2147483646) + 1, last_seen_at = $6
            WHERE organization_id = $1 AND message_id = (
                SELECT message_id FROM inbound_messages
                WHERE organization_id = $1 AND kind = $2 AND content_sha256 = $3 AND kind <> 'node-verify' AND kind <> 'node-payment'
                    AND source IS NOT DISTINCT FROM $4 AND message_id IS DISTINCT FROM $5
                ORDER BY message_id LIMIT 1)
            """,
            ct,
            session.Organization,
            kind,
            sha256,
            source,
            new NpgsqlParameter { Value = (object?)copy ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            clock.GetUtcNow()
        );
        if (counted == 1 && copy is { } second)
            await ForgetAsync(second, ct);
        return counted == 1;
    }

    /// <summary>Takes away a second copy of what is kept already.</summary>
    public Task ForgetAsync(Guid messageId, CancellationToken ct) =>
        session.ExecuteAsync(
            "DELETE FROM inbound_messages WHERE organization_id = $1 AND message_id = $2",
            ct,
            session.Organization,
            messageId
        );

    public async Task<byte[]?> ReadAsync(Guid messageId, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT content_coding, content FROM inbound_messages WHERE message_id = $1 AND organization_id = $2",
            r => new PackedContent((ContentCoding)r.GetInt16(0), r.GetFieldValue<byte[]>(1)),
            ct,
            messageId,
            session.Organization
        );
        return found.Count == 0 ? null : found[0].Unpack();
    }

    /// <summary>To a file, slice by slice: neither side holds it in memory.</summary>
    /// <returns>Whether the message is kept.</returns>
    public async Task<bool> CopyToAsync(Guid messageId, Stream destination, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT content_coding, octet_length(content) FROM inbound_messages WHERE organization_id = $1 AND message_id = $2",
            r => (Coding: (ContentCoding)r.GetInt16(0), Length: r.GetInt32(1)),
            ct,
            session.Organization,
            messageId
        );
        if (found.Count == 0)
            return false;
        await using var content = PackedContent.Unpacking(found[0].Coding, new StoredContent(session, messageId, found[0].Length));
        await content.CopyToAsync(destination, ct);
        return true;
    }
}

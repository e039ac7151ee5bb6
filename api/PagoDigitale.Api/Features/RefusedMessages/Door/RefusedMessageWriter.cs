using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Telemetry;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages.Door;

/// <summary>
/// Puts what could not be taken where people see it: for the organization of the session, or for the platform. The same message
/// again is counted, its content is kept once.
/// </summary>
public sealed class RefusedMessageWriter(
    TenantSession session,
    InboundMessages messages,
    RefusedMessageRoom room,
    RefusedMessageEventWriter events,
    TimeProvider clock
)
{
    internal const string Prefix = "rfm";

    /// <summary>Names out of a file may be of any length: what is told of them is not.</summary>
    private const int ValueLengthMax = 250;

    /// <returns>Key of the raw message, of the first one where it came before; null when there is no room and nothing is kept.</returns>
    /// <param name="stored">The raw message, where it is already stored. Of a repetition it is removed again.</param>
    public async Task<Guid?> KeepAsync(RefusedMessage message, Guid? stored, CancellationToken ct)
    {
        var digest = SHA256.HashData(message.Content);
        var (kept, isNew) = await CountAsync(message, digest, stored, ct) is { } first
            ? (first, false)
            : await AddAsync(message, digest, stored, ct);
        PagoTelemetry.RefusedMessages.Add(
            1,
            new("kind", StateText.Of(message.Kind)),
            new("code", message.Code),
            new(
                "kept",
                kept is null ? "no-room"
                    : isNew ? "new"
                    : "repeated"
            )
        );
        return kept;
    }

    /// <summary>The message, refused before, was taken now: the node repeated it, or the software was mended.</summary>
    public Task SettleAsync(string source, byte[] content, string takenAs, CancellationToken ct) =>
        SettleAsync([(source, content, takenAs)], ct);

    /// <summary>Looked for by one statement: hardly one was refused before.</summary>
    public async Task SettleAsync(IReadOnlyList<(string Source, byte[] Content, string TakenAs)> messages, CancellationToken ct)
    {
        // A sub-select for each: joined, all that the organization ever refused may be read to be compared.
        var refused = await session.QueryAsync(
            """
            SELECT found.refused_message_id, found.taken_as FROM (
                SELECT n.taken_as, (SELECT m.refused_message_id FROM refused_messages m
                    WHERE m.organization_id = $1 AND m.source = n.source AND m.content_sha256 = n.content_sha256
                      AND m.state <> 'taken') AS refused_message_id
                FROM unnest($2::text[], $3::bytea[], $4::text[]) AS n(source, content_sha256, taken_as)) found
            WHERE found.refused_message_id IS NOT NULL
            """,
            r => (Id: r.GetGuid(0), TakenAs: r.GetString(1)),
            ct,
            session.Organization,
            messages.Select(m => m.Source).ToArray(),
            messages.Select(m => SHA256.HashData(m.Content)).ToArray(),
            messages.Select(m => m.TakenAs).ToArray()
        );
        foreach (var (id, takenAs) in refused)
            await EndAsync(
                """
                UPDATE refused_messages SET state = 'taken', taken_as = $3, taken_by_organization = $1, settled_at = $4
                WHERE organization_id = $1 AND refused_message_id = $2 AND state <> 'taken' RETURNING refused_message_id
                """,
                id,
                takenAs,
                m => new RefusedMessageTaken(m),
                ct
            );
    }

    /// <summary>Whoever refused the message takes it after all.</summary>
    /// <param name="message">Key of the raw message.</param>
    public Task SettleAsync(Guid message, string takenAs, CancellationToken ct) =>
        EndAsync(
            """
            UPDATE refused_messages SET state = 'taken', taken_as = $3, taken_by_organization = $1, dismissal_reason = NULL, settled_at = $4
            WHERE organization_id = $1 AND message_id = $2 AND state <> 'taken' RETURNING refused_message_id
            """,
            message,
            takenAs,
            m => new RefusedMessageTaken(m),
            ct
        );

    /// <summary>It needs no decision any more, of which nobody said so.</summary>
    /// <param name="message">Key of the raw message.</param>
    public Task DismissAsync(Guid message, Message reason, CancellationToken ct) =>
        EndAsync(
            """
            UPDATE refused_messages SET state = 'dismissed', dismissal_reason = $3, settled_at = $4
            WHERE organization_id = $1 AND message_id = $2 AND state = 'open' RETURNING refused_message_id
            """,
            message,
            reason.Carried(),
            m => new RefusedMessageDismissed(m),
            ct
        );

    private async Task EndAsync(
        string update,
        Guid which,
        string text,
        Func<RefusedMessageFacts, RefusedMessageEvent> told,
        CancellationToken ct
    )
    {
        var ended = await session.QueryAsync(update, r => r.GetGuid(0), ct, session.Organization, which, text, clock.GetUtcNow());
        foreach (var id in ended)
            await events.EmitAsync(id, told, ct);
    }

    private async Task<Guid?> CountAsync(RefusedMessage message, byte[] digest, Guid? stored, CancellationToken ct)
    {
        var first = await session.ScalarAsync<Guid?>(
            """
            UPDATE refused_messages SET seen_count = least(seen_count, 2147483646) + 1, last_seen_at = $4, code = $5, reason = $6
            WHERE organization_id = $1 AND source = $2 AND content_sha256 = $3 RETURNING message_id
            """,
            ct,
            session.Organization,
            message.Source,
            digest,
            clock.GetUtcNow(),
            message.Code,
            Json(message.Reason)
        );
        if (first is not null && stored is { } copy)
            await messages.ForgetAsync(copy, ct);
        return first;
    }

    private async Task<(Guid? Kept, bool IsNew)> AddAsync(RefusedMessage message, byte[] digest, Guid? stored, CancellationToken ct)
    {
        var (count, bytes) = (
            await session.QueryAsync(
                """
                SELECT count(*), coalesce(sum(size_bytes), 0)::bigint FROM refused_messages WHERE organization_id = $1 AND kind = $2
                    AND state = 'open'
                """,
                r => (r.GetInt64(0), r.GetInt64(1)),
                ct,
                session.Organization,
                StateText.Of(message.Kind)
            )
        ).Single();
        if (!room.Allows(message.Kind, count, bytes, message.Content.Length))
            return (null, false);
        var raw =
            stored ?? await messages.StoreAsync(message.RawKind, message.MediaType, message.Content, message.FileName, message.Source, ct);
        if (stored is null)
            await messages.NoteOutcomeAsync(raw, "refused", ct);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var added = await session.ExecuteAsync(
            """
            INSERT INTO refused_messages (organization_id, refused_message_id, kind, primitive, state, code, reason, source,
                stated_organization, notice_number,
                iur, amount_cents, message_id, content_sha256, size_bytes, first_seen_at, last_seen_at, whole_bytes)
            VALUES ($1, $2, $3, $4, 'open', $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15, $16)
            ON CONFLICT (organization_id, source, content_sha256) DO NOTHING
            """,
            ct,
            session.Organization,
            id,
            StateText.Of(message.Kind),
            message.Primitive,
            message.Code,
            Json(message.Reason),
            message.Source,
            message.Seen.Organization,
            message.Seen.NoticeNumber,
            message.Seen.ReceiptId,
            message.Seen.AmountCents,
            raw,
            digest,
            (long)message.Content.Length,
            clock.GetUtcNow(),
            message.WholeBytes
        );
        // Two of a kind at once: the other one was first, and this is its repetition.
        if (added == 0)
            return (await CountAsync(message, digest, raw, ct), false);
        await events.EmitAsync(id, m => new RefusedMessageReceived(m), ct);
        return (raw, true);
    }

    private static NpgsqlParameter Json(Message reason) =>
        new() { Value = JsonSerializer.Serialize(Clip(reason), ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };

    private static Message Clip(Message reason) =>
        new(
            reason.Wording,
            [
                .. reason.Values.Select(value =>
                    value switch
                    {
                        Message inner => Clip(inner),
                        string text => Clipped.WithEllipsis(text, ValueLengthMax),
                        _ => value,
                    }
                ),
            ]
        );
}

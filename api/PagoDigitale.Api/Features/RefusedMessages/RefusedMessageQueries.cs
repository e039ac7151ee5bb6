using Npgsql;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>Of the organization of the session, or of the platform.</summary>
public sealed class RefusedMessageQueries(TenantSession session, InboundMessages inbound)
{
    private const string Columns = """
        refused_message_id, kind, primitive, state, code, reason, source, stated_organization, notice_number, receipt_id, amount_cents,
            size_bytes, content_sha256,
        seen_count, first_seen_at, last_seen_at, taken_as, taken_by_organization, dismissal_reason, settled_at, whole_bytes
        """;

    public async Task<Outcome<Page<RefusedMessageModel>>> ListAsync(RefusedMessageFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (
            (
                QueryValue.TryState<RefusedMessageState>(filter.State, "state", out var state)
                ?? QueryValue.TryState<RefusedMessageKind>(filter.Kind, "kind", out _)
            ) is
            { } unknown
        )
            return unknown;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndKeyed("state", state)
            .Behind("refused_message_id", after)
            .And("kind = ?", filter.Kind);
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM refused_messages WHERE {where} {where.Order("refused_message_id")} LIMIT {filter.Limit + 1}",
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            where.Values
        );
        return Page<RefusedMessageModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<RefusedMessageModel>> ReadAsync(string refusedMessage, CancellationToken ct)
    {
        if (!PublicId.TryParse(refusedMessage, RefusedMessageWriter.Prefix, out var id))
            return NotFound(refusedMessage);
        var found = await session.QueryAsync(
            $"SELECT {Columns} FROM refused_messages WHERE organization_id = $1 AND refused_message_id = $2",
            Map,
            ct,
            session.Organization,
            id
        );
        return found.Count == 1 ? found[0] : NotFound(refusedMessage);
    }

    /// <summary>The message byte for byte, and how it came.</summary>
    public async Task<Outcome<(byte[] Content, string MediaType, string FileName)>> ContentAsync(
        string refusedMessage,
        CancellationToken ct
    )
    {
        if (!PublicId.TryParse(refusedMessage, RefusedMessageWriter.Prefix, out var id))
            return NotFound(refusedMessage);
        var found = await session.QueryAsync(
            """
            SELECT r.message_id, m.media_type FROM refused_messages r JOIN door.inbound_messages m ON m.organization_id = $1
                AND m.message_id = r.message_id
            WHERE r.organization_id = $1 AND r.refused_message_id = $2
            """,
            r => (Message: r.GetGuid(0), MediaType: r.GetString(1)),
            ct,
            session.Organization,
            id
        );
        return found.Count == 1 && await inbound.ReadAsync(found[0].Message, ct) is { } content
            ? (content, found[0].MediaType, $"{refusedMessage}.bin")
            : NotFound(refusedMessage);
    }

    /// <summary>Of an identifier that was found before.</summary>
    internal static Guid IdOf(string refusedMessage) =>
        PublicId.TryParse(refusedMessage, RefusedMessageWriter.Prefix, out var id) ? id : Guid.Empty;

    public static ApiError NotFound(string refusedMessage) => ApiError.NotFound("Refused message", refusedMessage);

    private static RefusedMessageModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(RefusedMessageWriter.Prefix, r.GetGuid(0)),
            Kind = StateText.Parse<RefusedMessageKind>(r.GetString(1)),
            Primitive = Text(r, 2),
            State = StateText.Parse<RefusedMessageState>(r.GetString(3)),
            Code = r.GetString(4),
            Reason = r.GetString(5),
            Source = r.GetString(6),
            IsReplayable =
                StateText.Parse<RefusedMessageKind>(r.GetString(1)) is not (RefusedMessageKind.Question or RefusedMessageKind.BankStatement)
                && r.IsDBNull(20),
            StatedOrganization = Text(r, 7),
            NoticeNumber = Text(r, 8),
            ReceiptId = Text(r, 9),
            AmountCents = r.IsDBNull(10) ? null : r.GetInt64(10),
            SizeBytes = r.IsDBNull(20) ? r.GetInt64(11) : r.GetInt64(20),
            IsCut = !r.IsDBNull(20),
            Sha256 = Convert.ToHexStringLower(r.GetFieldValue<byte[]>(12)),
            SeenCount = r.GetInt32(13),
            FirstSeenAt = r.GetFieldValue<DateTimeOffset>(14),
            LastSeenAt = r.GetFieldValue<DateTimeOffset>(15),
            TakenAs = Text(r, 16),
            TakenByOrganization = Text(r, 17),
            DismissalReason = Text(r, 18),
            SettledAt = r.IsDBNull(19) ? null : r.GetFieldValue<DateTimeOffset>(19),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}

using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>Reads refused messages: of the organization of the session, or of the platform.</summary>
public sealed class RefusedMessageRows(TenantSession session)
{
    private const string Columns = """
        refused_message_id, kind, primitive, state, code, reason::text, source, stated_organization, notice_number, iur, amount_cents,
            size_bytes, content_sha256,
        seen_count, first_seen_at, last_seen_at, taken_as, taken_by_organization, dismissal_reason, settled_at, whole_bytes
        """;

    public Task<List<(Guid Id, RefusedMessageModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM refused_messages WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<Outcome<RefusedMessageModel>> ReadAsync(string refusedMessage, CancellationToken ct)
    {
        if (!PublicId.TryParse(refusedMessage, RefusedMessageWriter.Prefix, out var id))
            return NotFound(refusedMessage);
        var found = await FindAsync("organization_id = $1 AND refused_message_id = $2", [session.Organization, id], ct);
        return found.Count == 1 ? found[0].Model : NotFound(refusedMessage);
    }

    /// <summary>
    /// For a decision: of two at once the second sees what the first one decided. Not the row: a receipt that is taken settles its message
    /// in a transaction of its own.
    /// </summary>
    public async Task<Outcome<RefusedMessageModel>> LockAsync(string refusedMessage, CancellationToken ct)
    {
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('refused-message/' || $1, 0))", ct, refusedMessage);
        return await ReadAsync(refusedMessage, ct);
    }

    /// <summary>Of an identifier that was found before.</summary>
    internal static Guid IdOf(string refusedMessage) =>
        PublicId.TryParse(refusedMessage, RefusedMessageWriter.Prefix, out var id) ? id : Guid.Empty;

    public static ApiError NotFound(string refusedMessage) =>
        ApiError.NotFound("refused-message-not-found", RefusedMessagesTexts.NotFound, RefusedMessagesTexts.NoSuch.With(refusedMessage));

    private static RefusedMessageModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(RefusedMessageWriter.Prefix, r.GetGuid(0)),
            Kind = StateText.Parse<RefusedMessageKind>(r.GetString(1)),
            Primitive = Text(r, 2),
            State = StateText.Parse<RefusedMessageState>(r.GetString(3)),
            Code = r.GetString(4),
            Reason = JsonSerializer.Deserialize<Message>(r.GetString(5), ApiJson.Options)!,
            Source = r.GetString(6),
            IsReplayable =
                StateText.Parse<RefusedMessageKind>(r.GetString(1)) is not (RefusedMessageKind.Question or RefusedMessageKind.BankStatement)
                && r.IsDBNull(20),
            StatedOrganization = Text(r, 7),
            NoticeNumber = Text(r, 8),
            Iur = Text(r, 9),
            AmountCents = r.IsDBNull(10) ? null : r.GetInt64(10),
            SizeBytes = r.IsDBNull(20) ? r.GetInt64(11) : r.GetInt64(20),
            IsCut = !r.IsDBNull(20),
            Sha256 = Convert.ToHexStringLower(r.GetFieldValue<byte[]>(12)),
            SeenCount = r.GetInt32(13),
            FirstSeenAt = r.GetFieldValue<DateTimeOffset>(14),
            LastSeenAt = r.GetFieldValue<DateTimeOffset>(15),
            TakenAs = Text(r, 16),
            TakenByOrganization = Text(r, 17),
            DismissalReason = Text(r, 18) is { } reason ? ReasonText.Told(reason) : null,
            SettledAt = r.IsDBNull(19) ? null : r.GetFieldValue<DateTimeOffset>(19),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}

using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices;

/// <summary>Reads what the archive was told of notices.</summary>
public sealed class AcaNoticeRows(TenantSession session)
{
    private const string Columns = """
        n.instalment_id, n.notice_number, n.iuv, n.position_id, n.state, n.amount_cents, n.told_amount_cents, n.told_at, n.waiting_since,
        n.attempts, n.failure::text, n.next_attempt_at FROM aca_notices n
        """;

    public Task<List<(Guid Id, AcaNoticeModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<Outcome<AcaNoticeModel>> ReadAsync(string noticeNumber, CancellationToken ct)
    {
        var found = await FindAsync("n.organization_id = $1 AND n.notice_number = $2", [session.Organization, noticeNumber], ct);
        return found.Count == 0
            ? ApiError.NotFound("aca-notice-not-found", AcaNoticesTexts.NotFound, AcaNoticesTexts.NoSuch.With(noticeNumber))
            : found[0].Model;
    }

    private static AcaNoticeModel Map(NpgsqlDataReader r)
    {
        var state = StateText.Parse<AcaNoticeState>(r.GetString(4));
        return new()
        {
            InstalmentId = Ids.Instalment(r.GetGuid(0)),
            NoticeNumber = r.GetString(1),
            Iuv = r.GetString(2),
            PositionId = Ids.Position(r.GetGuid(3)),
            State = state,
            AmountCents = r.GetInt64(5),
            ToldAmountCents = r.IsDBNull(6) ? null : r.GetInt64(6),
            ToldAt = Moment(r, 7),
            WaitingSince = Moment(r, 8),
            Attempts = r.GetInt32(9),
            Failure = r.IsDBNull(10) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(10), ApiJson.Options),
            NextAttemptAt = Moment(r, 11),
        };
    }

    private static DateTimeOffset? Moment(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}

using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts;

/// <summary>Reads missing receipts, with the flow that tells of the payment and the notice that was paid.</summary>
public sealed class MissingReceiptRows(TenantSession session, TimeProvider clock)
{
    internal const string Prefix = "mrc";

    private static readonly SqlText _rows = SqlText.Statement(typeof(MissingReceiptRows), "MissingReceiptRows.sql");

    /// <param name="where">Of <c>m</c>, in the order it is told.</param>
    public Task<List<(Guid Id, MissingReceiptModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"{_rows} WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<Outcome<MissingReceiptModel>> ReadAsync(string missingReceipt, CancellationToken ct)
    {
        var found = PublicId.TryParse(missingReceipt, Prefix, out var id)
            ? await FindAsync("m.organization_id = $1 AND m.missing_receipt_id = $2", [session.Organization, id], ct)
            : [];
        return found.Count == 0
            ? ApiError.NotFound(
                "missing-receipt-not-found",
                MissingReceiptsTexts.NotFound,
                MissingReceiptsTexts.NoSuch.With(missingReceipt)
            )
            : found[0].Model;
    }

    private MissingReceiptModel Map(NpgsqlDataReader r)
    {
        var (paidOn, settledAt) = (r.GetFieldValue<DateOnly>(6), Moment(r, 13));
        return new()
        {
            Id = PublicId.Format(Prefix, r.GetGuid(0)),
            Iur = r.GetString(1),
            Iuv = r.GetString(2),
            PspId = r.GetString(3),
            OutcomeCode = r.GetInt16(4),
            AmountCents = r.GetInt64(5),
            PaidOn = paidOn,
            // A date of the payment that is still to come is wrong, and no negative age.
            AgeDays = Math.Max(0, RomeTime.LegalDate(settledAt ?? clock.GetUtcNow()).DayNumber - paidOn.DayNumber),
            ToldAt = r.GetFieldValue<DateTimeOffset>(7),
            State = StateText.Parse<MissingReceiptState>(r.GetString(8)),
            Attempts = r.GetInt32(9),
            Failure = r.IsDBNull(10) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(10), ApiJson.Options),
            NextAttemptAt = Moment(r, 11),
            ReceiptId = r.IsDBNull(12) ? null : PublicId.Format("rcp", r.GetGuid(12)),
            SettledAt = settledAt,
            RendicontazioneId = r.IsDBNull(14) ? null : PublicId.Format("rnd", r.GetGuid(14)),
            NoticeNumber = r.IsDBNull(15) ? null : r.GetString(15),
            PositionId = r.IsDBNull(16) ? null : PublicId.Format("pos", r.GetGuid(16)),
        };
    }

    private static DateTimeOffset? Moment(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}

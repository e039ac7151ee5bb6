using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed record RendicontazioneRowFilter : PageQuery
{
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    [CommaSeparated("outcome")]
    public string[]? Outcome { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }
}

public sealed record RendicontazioneRowModel
{
    public required int Index { get; init; }
    public required string Iuv { get; init; }
    public required string Iur { get; init; }
    public int? TransferIndex { get; init; }
    public required long AmountCents { get; init; }
    public required int OutcomeCode { get; init; }
    public PaymentOutcome? Outcome { get; init; }
    public required DateOnly PaymentDate { get; init; }
    public string? DebtorFiscalCode { get; init; }
    public string? DebtorName { get; init; }
    public string? PositionId { get; init; }
    public string? ReceiptId { get; init; }
    public required RowState State { get; init; }
}

/// <summary>codiceEsitoSingoloPagamento; the values are the codes (FlussoRiversamento 1_0_4 and 1_0_5 together).</summary>
public enum PaymentOutcome
{
    Executed = 0,
    Revoked = 3,
    StandIn = 4,
    StandInWithoutRequest = 8,
    WithoutRequest = 9,
}

public enum RowState
{
    Unmatched,
    Matched,
}

public sealed class ListRendicontazioneRowsHandler(TenantSession session, RendicontazioneRecords records, IReceiptsOfRows receipts)
{
    public async Task<Outcome<Page<RendicontazioneRowModel>>> RunAsync(
        string rendicontazione,
        RendicontazioneRowFilter filter,
        CancellationToken ct
    )
    {
        if (Cursor.TryRead(filter.Cursor, 1, out var cursor) is { } error)
            return error;
        var after = 0;
        if (cursor is not null && !int.TryParse(cursor.Keys[0], NumberStyles.None, CultureInfo.InvariantCulture, out after))
            return Cursor.Malformed();
        if (QueryValue.TryState<RowState>(filter.State, "state", out var state) is { } unknown)
            return unknown;
        if (QueryValue.TryStates<PaymentOutcome>(filter.Outcome, "outcome") is { } unknownOutcome)
            return unknownOutcome;
        if (!PublicId.TryParse(rendicontazione, "rnd", out var id) || await records.FindAsync(id, ct) is null)
            return RendicontazioneRecords.NotFound(rendicontazione);
        var outcomes = filter.Outcome?.Select(o => (short)StateText.Parse<PaymentOutcome>(o)).ToArray();
        var where = new Conditions(
            "w.organization_id = $1 AND w.rendicontazione_id = $2 AND w.row_index > $3",
            session.Organization,
            id,
            after
        )
            .And(
                "(w.instalment_id IS NOT NULL OR w.receipt_record_id IS NOT NULL) = ?",
                state is null ? null : state == StateText.Of(RowState.Matched)
            )
            .And("w.outcome_code = ANY (?)", outcomes)
            .And("w.iuv = ?", filter.Iuv);
        var rows = await session.QueryAsync(
            $"""
            SELECT w.row_index, w.iuv, w.iur, w.transfer_index, w.amount_cents, w.outcome_code, w.payment_date,
                   p.debtor_fiscal_code, p.debtor_name, p.position_id, w.receipt_record_id,
                   w.instalment_id IS NOT NULL OR w.receipt_record_id IS NOT NULL
            FROM rendicontazione_rows w
            LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
            LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
            WHERE {where} ORDER BY w.row_index LIMIT {filter.Limit + 1}
            """,
            r => (r.IsDBNull(10) ? (Guid?)null : r.GetGuid(10), Map(r)),
            ct,
            where.Values
        );
        return Page<RendicontazioneRowModel>.Of(
            await WithDebtorsOfReceiptsAsync(rows, ct),
            filter.Limit,
            r => r,
            r => new Cursor(r.Index.ToString(CultureInfo.InvariantCulture))
        );
    }

    /// <summary>Of payments whose debt nobody here knows the receipt says who owed it.</summary>
    private async Task<List<RendicontazioneRowModel>> WithDebtorsOfReceiptsAsync(
        List<(Guid? Receipt, RendicontazioneRowModel Model)> rows,
        CancellationToken ct
    )
    {
        var unknown = rows.Where(r => r.Model.PositionId is null).Select(r => r.Receipt).OfType<Guid>();
        var debtors = await receipts.DebtorsAsync([.. unknown], ct);
        return
        [
            .. rows.Select(r =>
                r.Receipt is { } receipt && debtors.TryGetValue(receipt, out var debtor)
                    ? r.Model with
                    {
                        DebtorFiscalCode = debtor.FiscalCode,
                        DebtorName = debtor.Name,
                    }
                    : r.Model
            ),
        ];
    }

    private static RendicontazioneRowModel Map(NpgsqlDataReader r) =>
        new()
        {
            Index = r.GetInt32(0),
            Iuv = r.GetString(1),
            Iur = r.GetString(2),
            TransferIndex = r.IsDBNull(3) ? null : r.GetInt16(3),
            // What was revoked is kept as what it takes away.
            AmountCents = r.GetInt16(5) == (short)PaymentOutcome.Revoked ? Math.Abs(r.GetInt64(4)) : r.GetInt64(4),
            OutcomeCode = r.GetInt16(5),
            Outcome = Enum.IsDefined((PaymentOutcome)r.GetInt16(5)) ? (PaymentOutcome)r.GetInt16(5) : null,
            PaymentDate = r.GetFieldValue<DateOnly>(6),
            DebtorFiscalCode = r.IsDBNull(7) ? null : r.GetString(7),
            DebtorName = r.IsDBNull(8) ? null : r.GetString(8),
            PositionId = r.IsDBNull(9) ? null : PublicId.Format("pos", r.GetGuid(9)),
            ReceiptId = r.IsDBNull(10) ? null : PublicId.Format("rcp", r.GetGuid(10)),
            State = r.GetBoolean(11) ? RowState.Matched : RowState.Unmatched,
        };
}

using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Allocations.Exposed;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Open cases of what was booked and taken back afterwards. Nobody opens or closes them: a case is there as long as more is
/// regularised than collected, and gone when the revocation is booked with its flow or the reversale is annulled.
/// </summary>
public sealed class CorrectionCaseQueries(TenantSession session)
{
    private static string Sql(Conditions where, int rows) => $"""
        SELECT e.instalment_id, e.transfer_index, e.allocation_index, e.cause, a.year, a.number, a.chapter, e.booked, e.collected, i.iuv, i.notice_number, i.position_id, e.reversale_id
        FROM ({CorrectionSql.Excess}) e
        JOIN accertamenti a ON a.organization_id = $1 AND a.accertamento_id = e.accertamento_id
        JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = e.instalment_id
        WHERE {where}
        ORDER BY e.instalment_id, e.transfer_index, e.allocation_index LIMIT {rows}
        """;

    public async Task<Outcome<Page<CorrectionCase>>> ListAsync(CorrectionCaseFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 3, out var cursor) is { } error)
            return error;
        var (instalment, transfer, allocation) = (Guid.Empty, (short)0, (short)0);
        if (cursor is not null && !(Guid.TryParseExact(cursor.Keys[0], "N", out instalment) && short.TryParse(cursor.Keys[1], out transfer) && short.TryParse(cursor.Keys[2], out allocation)))
            return Cursor.Malformed();
        var where = new Conditions("e.cause IS NOT NULL", session.Organization).And("a.year = ?", filter.AccertamentoYear).And("a.number = ?", filter.AccertamentoNumber);
        if (cursor is not null)
            where.Always($"(e.instalment_id, e.transfer_index, e.allocation_index) > ({where.Add(instalment)}, {where.Add(transfer)}, {where.Add(allocation)})");
        // All that is booked against all that was collected: of the former the planner expects a row, and would go through the latter for each.
        await session.ExecuteAsync("SET LOCAL enable_nestloop = off", ct);
        var rows = await session.QueryAsync(Sql(where, filter.Limit + 1), r => (Cursor: new Cursor($"{r.GetGuid(0):N}", $"{r.GetInt16(1)}", $"{r.GetInt16(2)}"), Case: new CorrectionCase
        {
            Cause = StateText.Parse<CorrectionCause>(r.GetString(3)),
            AccertamentoYear = r.GetInt16(4),
            AccertamentoNumber = r.GetString(5),
            Chapter = r.GetString(6),
            RegularisedCents = r.GetInt64(7),
            CollectedCents = r.GetInt64(8),
            AmountCents = r.GetInt64(7) - r.GetInt64(8),
            Iuv = r.GetString(9),
            NoticeNumber = r.GetString(10),
            PositionId = PublicId.Format("pos", r.GetGuid(11)),
            ReversaleId = PublicId.Format("rev", r.GetGuid(12)),
            NextStep = NextStep(StateText.Parse<CorrectionCause>(r.GetString(3))),
        }), ct, where.Values);
        return Page<CorrectionCase>.Of(rows, filter.Limit, r => r.Case, r => r.Cursor);
    }

    private static string NextStep(CorrectionCause cause) => cause == CorrectionCause.Revoked
        ? "Issue the reversale of the flow that revokes the payment: it takes the amount off again. Where that flow cannot be booked, correct the reversale in accounting by this amount."
        : "Annul the reversale (annulReversale) and book the revised flow anew. Where the treasurer has executed it or its year is over, correct it in accounting by this amount.";
}

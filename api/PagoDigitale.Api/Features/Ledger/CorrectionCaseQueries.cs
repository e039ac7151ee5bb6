using Npgsql;
using PagoDigitale.Api.Features.Allocations.Exposed;
using PagoDigitale.Api.Features.Receipts.Exposed;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Open cases of what was booked and taken back afterwards. Nobody opens or closes them: a case is there as long as more is
/// regularised than collected, or given back than was owed back, and gone when the revocation is booked with its flow or the reversale is annulled.
/// </summary>
public sealed class CorrectionCaseQueries(TenantSession session)
{
    /// <summary>A case of a receipt is keyed by it, with places that no transfer and no allocation has.</summary>
    private static readonly string _sql = $"""
        SELECT * FROM (
            SELECT e.instalment_id AS key, e.transfer_index, e.allocation_index, e.cause, a.year, a.number, a.chapter,
                e.booked, e.collected, i.iuv, i.notice_number, i.position_id, e.reversale_id, NULL::uuid AS receipt_record_id
            FROM ({CorrectionSql.Excess}) e
            JOIN accertamenti a ON a.organization_id = $1 AND a.accertamento_id = e.accertamento_id
            JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = e.instalment_id
            WHERE e.cause IS NOT NULL AND ($5::int IS NULL OR a.year = $5) AND ($6::text IS NULL OR a.number = $6)
            UNION ALL
            SELECT o.receipt_record_id, -2::smallint, -2::smallint, 'refunded', NULL, NULL, NULL,
                o.used, o.owed, c.iuv, c.notice_number, c.position_id, NULL, o.receipt_record_id
            FROM ({PayerCreditSql.Overdrawn}) o JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = o.receipt_record_id
            WHERE $5::int IS NULL AND $6::text IS NULL) cases
        WHERE $2::uuid IS NULL OR (key, transfer_index, allocation_index) > ($2, $3, $4)
        ORDER BY key, transfer_index, allocation_index LIMIT $7
        """;

    public async Task<Outcome<Page<CorrectionCase>>> ListAsync(CorrectionCaseFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 3, out var cursor) is { } error)
            return error;
        var (instalment, transfer, allocation) = (Guid.Empty, (short)0, (short)0);
        if (cursor is not null && !(Guid.TryParseExact(cursor.Keys[0], "N", out instalment) && short.TryParse(cursor.Keys[1], out transfer) && short.TryParse(cursor.Keys[2], out allocation)))
            return Cursor.Malformed();
        var rows = await session.QueryAsync(_sql, r => (Cursor: new Cursor($"{r.GetGuid(0):N}", $"{r.GetInt16(1)}", $"{r.GetInt16(2)}"), Case: Map(r)), ct, session.Organization, cursor is null ? null : instalment, transfer, allocation, filter.AccertamentoYear, filter.AccertamentoNumber, filter.Limit + 1);
        return Page<CorrectionCase>.Of(rows, filter.Limit, r => r.Case, r => r.Cursor);
    }

    private static CorrectionCase Map(NpgsqlDataReader r)
    {
        var cause = StateText.Parse<CorrectionCause>(r.GetString(3));
        return new()
        {
            Cause = cause,
            AccertamentoYear = r.IsDBNull(4) ? null : r.GetInt16(4),
            AccertamentoNumber = r.IsDBNull(5) ? null : r.GetString(5),
            Chapter = r.IsDBNull(6) ? null : r.GetString(6),
            RegularisedCents = r.GetInt64(7),
            CollectedCents = r.GetInt64(8),
            AmountCents = r.GetInt64(7) - r.GetInt64(8),
            Iuv = r.GetString(9),
            NoticeNumber = r.GetString(10),
            PositionId = r.IsDBNull(11) ? null : PublicId.Format("pos", r.GetGuid(11)),
            ReversaleId = r.IsDBNull(12) ? null : PublicId.Format("rev", r.GetGuid(12)),
            ReceiptId = r.IsDBNull(13) ? null : PublicId.Format("rcp", r.GetGuid(13)),
            NextStep = NextStep(cause),
        };
    }

    private static string NextStep(CorrectionCause cause) => cause switch
    {
        CorrectionCause.Revoked => "Issue the reversale of the flow that revokes the payment: it takes the amount off again where the flow has as much for the same accertamento. "
            + "Otherwise correct the reversale in accounting by this amount.",
        CorrectionCause.Revised =>
            "Annul the reversale (annulReversale) and book the revised flow anew. Where the treasurer has executed it or its year is over, correct it in accounting by this amount.",
        _ => "More was given back than the payment brought: ask the payer for this amount, with a position of its own (createPosition), and correct the refund in accounting.",
    };
}

using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Ties rows of current rendicontazioni to the positions and receipts that came after them. Only rows that still miss
/// something are looked at.
/// </summary>
public sealed class LateFactsWriter(
    TenantSession session,
    EarlierReceiptsWriter receipts,
    RowLinks rows,
    InstalmentMarkWriter marks,
    ReportedPaymentWriter reported,
    RevocationWriter revocations
)
{
    public async Task LinkAsync(CancellationToken ct)
    {
        // What came before its position is applied when that is made; this is for what slipped by before that was so.
        await receipts.SettleAsync(instalments: null, ct);
        var proved = await session.QueryAsync(
            """
            SELECT w.rendicontazione_id, w.row_index, c.receipt_record_id
            FROM door.rendicontazione_rows w
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                AND r.state <> 'superseded'
            JOIN receipts c ON c.organization_id = $1 AND c.iur = w.iur AND c.iuv = w.iuv AND c.withdrawn_at IS NULL
              AND EXISTS (SELECT FROM receipt_transfers t
                  WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
                    AND (w.transfer_index IS NULL OR t.transfer_index = w.transfer_index))
            WHERE w.organization_id = $1 AND w.receipt_record_id IS NULL
            """,
            r => new ProvedRow(r.GetGuid(0), r.GetInt32(1), r.GetGuid(2)),
            ct,
            session.Organization
        );
        var told = await rows.TieReceiptsAsync(proved, ct);
        // What was here before a position was made is tied with it; this is for what slipped by before that was so. A row may turn out
        // to tell of a second payment, and not of the one that counts.
        var late = await rows.TieInstalmentsAsync(instalments: null, ct);
        await marks.RefreshAsync([.. late.Concat(told).Distinct()], ct);
        // Also those that were known, and whose late receipt nobody waits for any more.
        await marks.RefreshAsync(await reported.SettleAsync(flow: null, ct), ct);
        await revocations.RefreshAllAsync(ct);
    }
}

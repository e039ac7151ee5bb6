using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>
/// Ties rows of current rendicontazioni to the positions and receipts that came after them. Only rows that still miss
/// something are looked at.
/// </summary>
public sealed class LateFactsWriter(
    TenantSession session,
    EarlierReceiptsWriter receipts,
    EarlierReportsWriter reports,
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
            UPDATE rendicontazione_rows w SET receipt_record_id = c.receipt_record_id
            FROM receipts c, rendicontazioni r
            WHERE w.organization_id = $1 AND w.receipt_record_id IS NULL
              AND r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
              AND c.organization_id = $1 AND c.receipt_id = w.receipt_id AND c.iuv = w.iuv AND c.withdrawn_at IS NULL
              AND EXISTS (SELECT FROM receipt_transfers t
                  WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
                    AND (w.transfer_index IS NULL OR t.transfer_index = w.transfer_index))
            RETURNING w.instalment_id
            """,
            r => r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0),
            ct,
            session.Organization
        );
        // What was here before a position was made is tied with it; this is for what slipped by before that was so. A row may turn out
        // to tell of a second payment, and not of the one that counts.
        var late = await reports.LinkAsync(instalments: null, ct);
        await marks.RefreshAsync([.. late.Concat(proved.OfType<Guid>()).Distinct()], ct);
        // Also those that were known, and whose late receipt nobody waits for any more.
        await marks.RefreshAsync(await reported.SettleAsync(flow: null, ct), ct);
        await revocations.RefreshAllAsync(ct);
    }
}

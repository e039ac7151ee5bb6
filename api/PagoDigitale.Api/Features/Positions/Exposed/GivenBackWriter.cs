using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>
/// A payment that came for a debt which was cancelled or replaced, and of which nothing is owed back any more: the debt is again
/// what it was before the money came. The receipt stays with the instalment, and tells what became of the money. Where something is
/// owed back again, because what was given back came back, the debt is paid again.
/// </summary>
public sealed class GivenBackWriter(TenantSession session, InstalmentMarkWriter marks)
{
    /// <param name="receipt">Marked as used already, or as not used any more.</param>
    public async Task RefreshAsync(Guid receipt, CancellationToken ct)
    {
        await session.ExecuteAsync("""
            SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = (
                SELECT position_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2) FOR UPDATE
            """, ct, session.Organization, receipt);
        var released = await session.QueryAsync("""
            UPDATE instalments i SET paid_at = CASE WHEN c.is_credit_used THEN NULL ELSE c.paid_at END,
                paid_cents = CASE WHEN c.is_credit_used THEN NULL ELSE c.amount_cents END
            FROM receipts c
            WHERE c.organization_id = $1 AND c.receipt_record_id = $2 AND c.classification = 'state-mismatch'
              AND i.organization_id = $1 AND i.instalment_id = c.instalment_id AND i.receipt_record_id = $2 AND i.is_released
            RETURNING i.instalment_id
            """, r => r.GetGuid(0), ct, session.Organization, receipt);
        await marks.RefreshAsync(released, ct);
    }
}

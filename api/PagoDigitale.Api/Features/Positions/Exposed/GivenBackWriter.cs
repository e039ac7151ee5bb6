using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>
/// A payment that came for a debt which was cancelled or replaced, and of which nothing is owed back any more: the debt is again
/// what it was before the money came. The receipt stays with the instalment, and tells what became of the money.
/// </summary>
public sealed class GivenBackWriter(TenantSession session, InstalmentMarkWriter marks)
{
    /// <param name="receipt">Marked as used already.</param>
    public async Task CloseAsync(Guid receipt, Guid instalment, CancellationToken ct)
    {
        await session.ExecuteAsync("""
            SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = (SELECT position_id FROM instalments WHERE organization_id = $1 AND instalment_id = $2) FOR UPDATE
            """, ct, session.Organization, instalment);
        var isOfReleased = await session.ExecuteAsync("""
            UPDATE instalments SET paid_at = NULL, paid_cents = NULL WHERE organization_id = $1 AND instalment_id = $2 AND receipt_record_id = $3 AND is_released
            """, ct, session.Organization, instalment, receipt) == 1;
        if (isOfReleased)
            await marks.RefreshAsync([instalment], ct);
    }
}

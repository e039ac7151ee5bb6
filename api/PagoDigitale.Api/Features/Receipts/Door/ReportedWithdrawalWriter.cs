using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// Receipts that rows of a superseded revision had made and that current rows do not tell of any more, or not alike. All that they
/// did is undone. One whose credit was never used is deleted; one whose credit was refunded or assigned stays, and counts no more,
/// because what was used of it is an open case now, as of a payment that its PSP revoked. What is told of it again settles it anew.
/// </summary>
public sealed class ReportedWithdrawalWriter(
    TenantSession session,
    ReportedPaymentQueries queries,
    PaymentReversalWriter reversals,
    ReceiptWriter receipts,
    ReportedReceiptsWriter reported,
    CreditCoverWriter cover,
    GivenBackWriter givenBack,
    PositionStateWriter states,
    ReceiptEventWriter events
)
{
    /// <returns>Those that were taken away; what is still told of them is settled next, and then <see cref="CoverAsync"/>
    /// follows.</returns>
    public async Task<IReadOnlyList<WithdrawnReport>> WithdrawAsync(Guid superseded, CancellationToken ct)
    {
        var gone = await queries.WithdrawnAsync(superseded, ct);
        foreach (var receipt in gone)
        {
            await reversals.TakeBackAsync(receipt.Receipt, receipt.InstalmentId, ct);
            if (receipt.IsKept)
                await reported.WithdrawAsync(receipt.Receipt, ct);
            else
                await receipts.DeleteReportedAsync(receipt.Receipt, ct);
        }
        await states.RecomputeAsync([.. gone.Select(g => g.PositionId).Distinct()], ct);
        return gone;
    }

    /// <summary>
    /// Only when everything that is still told is settled: before, more than necessary would seem to be used. Assignments that
    /// nothing pays any more are withdrawn; what was given back cannot be.
    /// </summary>
    public async Task CoverAsync(IReadOnlyList<WithdrawnReport> withdrawn, CancellationToken ct)
    {
        foreach (var (receipt, _, _, _) in withdrawn.Where(w => w.IsKept))
        {
            await receipts.MarkUsedAsync(receipt, ct);
            await cover.CoverAsync(receipt, ct);
            await givenBack.RefreshAsync(receipt, ct);
            var isGone = await session.ScalarAsync<bool>(
                "SELECT withdrawn_at IS NOT NULL FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2",
                ct,
                session.Organization,
                receipt
            );
            if (isGone)
                await events.EmitAsync(receipt, r => new ReceiptRevoked(r), ct);
        }
    }
}

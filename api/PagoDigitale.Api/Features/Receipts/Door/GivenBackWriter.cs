using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// A payment that came for a debt which was cancelled or replaced, and of which nothing is owed back any more: the debt is again
/// what it was before the money came. The receipt stays with the instalment, and tells what became of the money. Where something is
/// owed back again, because what was given back came back, the debt is paid again.
/// </summary>
public sealed class GivenBackWriter(
    TenantSession session,
    InstalmentPayments instalments,
    InstalmentMarkWriter marks,
    PositionStateWriter states,
    PositionEventWriter events
)
{
    /// <param name="receipt">Marked as used already, or as not used any more.</param>
    public async Task RefreshAsync(Guid receipt, CancellationToken ct)
    {
        var before = await StateAsync(receipt, ct);
        var given = (
            await session.QueryAsync(
                """
                SELECT instalment_id, is_credit_used, paid_at, amount_cents FROM receipts
                WHERE organization_id = $1 AND receipt_record_id = $2 AND classification = 'state-mismatch' AND instalment_id IS NOT NULL
                """,
                r =>
                    (
                        Instalment: r.GetGuid(0),
                        IsGivenBack: r.GetBoolean(1),
                        PaidAt: r.GetFieldValue<DateTimeOffset>(2),
                        Cents: r.GetInt64(3)
                    ),
                ct,
                session.Organization,
                receipt
            )
        ).Cast<(Guid Instalment, bool IsGivenBack, DateTimeOffset PaidAt, long Cents)?>().SingleOrDefault();
        if (
            given is not { } found
            || await instalments.GiveBackAsync(receipt, found.Instalment, found.IsGivenBack, found.PaidAt, found.Cents, ct)
                is not { } position
        )
            return;
        await states.RecomputeAsync([position], ct);
        if (before is not null)
        {
            var previous = StateText.Parse<PositionState>(before);
            await events.EmitAsync(
                [(position, p => p.State == previous ? null : PositionEventWriter.Reached(p, previous, PaidBy.Correction))],
                ct
            );
        }
        await marks.RefreshAsync([found.Instalment], ct);
    }

    /// <summary>Of its position, which is locked before its instalment, as everybody does.</summary>
    private async Task<string?> StateAsync(Guid receipt, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT state FROM door.positions WHERE organization_id = $1 AND position_id = (
                    SELECT position_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2) FOR UPDATE
                """,
                r => r.GetString(0),
                ct,
                session.Organization,
                receipt
            )
        ).SingleOrDefault();
}

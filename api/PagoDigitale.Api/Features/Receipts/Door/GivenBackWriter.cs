using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// A payment that came for a debt which was cancelled or replaced, and of which nothing is owed back any more: the debt is again
/// what it was before the money came. The receipt stays with the instalment, and tells what became of the money. Where something is
/// owed back again, because what was given back came back, the debt is paid again.
/// </summary>
public sealed class GivenBackWriter(
    TenantSession session,
    InstalmentMarkWriter marks,
    PositionStateWriter states,
    PositionEventWriter events
)
{
    /// <param name="receipt">Marked as used already, or as not used any more.</param>
    public async Task RefreshAsync(Guid receipt, CancellationToken ct)
    {
        var before = await StateAsync(receipt, ct);
        var released = await session.QueryAsync(
            """
            UPDATE instalments i SET paid_at = CASE WHEN c.is_credit_used THEN NULL ELSE c.paid_at END,
                paid_cents = CASE WHEN c.is_credit_used THEN NULL ELSE c.amount_cents END,
                state = CASE WHEN c.is_credit_used OR i.state IN ('paid', 'reported', 'reconciled') THEN i.state ELSE 'paid' END,
                state_before_report =
                    CASE WHEN c.is_credit_used OR i.state IN ('paid', 'reported', 'reconciled') THEN i.state_before_report ELSE i.state END
            FROM receipts c
            WHERE c.organization_id = $1 AND c.receipt_record_id = $2 AND c.classification = 'state-mismatch'
              AND i.organization_id = $1 AND i.instalment_id = c.instalment_id AND i.receipt_record_id = $2 AND i.is_released
            RETURNING i.instalment_id, i.position_id
            """,
            r => (Instalment: r.GetGuid(0), Position: r.GetGuid(1)),
            ct,
            session.Organization,
            receipt
        );
        if (released.Count == 0)
            return;
        await states.RecomputeAsync([released[0].Position], ct);
        if (await StateAsync(receipt, ct) is { } paid && paid != before)
            await events.EmitAsync([(released[0].Position, $"position.{paid}", (object)new { from = before })], ct);
        await marks.RefreshAsync([released[0].Instalment], ct);
    }

    /// <summary>Of its position, which is locked before its instalment, as everybody does.</summary>
    private async Task<string?> StateAsync(Guid receipt, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT state FROM positions WHERE organization_id = $1 AND position_id = (
                    SELECT position_id FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2) FOR UPDATE
                """,
                r => r.GetString(0),
                ct,
                session.Organization,
                receipt
            )
        ).SingleOrDefault();
}

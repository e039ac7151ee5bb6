using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Writes the state of positions after their instalments changed. The state itself is computed in one place,
/// <see cref="PositionStates.Compute"/>; whoever changes instalments calls this in the same transaction.
/// </summary>
public sealed class PositionStateWriter(TenantSession session, TimeProvider clock)
{
    /// <param name="areLocked">The caller holds them already.</param>
    public async Task RecomputeAsync(IReadOnlyCollection<Guid> positionIds, CancellationToken ct, bool areLocked = false)
    {
        if (positionIds.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var today = RomeTime.LegalDate(now);
        // The lock makes two changes to instalments of one position compute one after the other, each seeing the other's result.
        if (!areLocked)
            await session.SendAsync(
                "SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = ANY ($2) ORDER BY position_id FOR UPDATE",
                ct,
                session.Organization,
                positionIds.ToArray()
            );
        var rows = await session.QueryAsync(
            """
            SELECT p.position_id, p.valid_from, array_agg(i.state ORDER BY i.instalment_index), coalesce(sum(i.paid_cents), 0)::bigint,
                bool_or(i.is_settled_in_part AND i.discharged_own_cents + i.discharged_others_cents = 0)
            FROM positions p JOIN instalments i USING (organization_id, position_id)
            WHERE p.organization_id = $1 AND p.position_id = ANY ($2)
            GROUP BY p.position_id, p.valid_from
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    ValidFrom: r.IsDBNull(1) ? (DateOnly?)null : r.GetFieldValue<DateOnly>(1),
                    States: r.GetFieldValue<string[]>(2),
                    Paid: r.GetInt64(3),
                    IsAnyInPart: r.GetBoolean(4)
                ),
            ct,
            session.Organization,
            positionIds.ToArray()
        );
        var states = rows.Select(r =>
                StateText.Of(PositionStates.Compute(r.States.Select(StateText.Parse<InstalmentState>), r.ValidFrom, today, r.IsAnyInPart))
            )
            .ToArray();
        await session.SendAsync(
            """
            UPDATE positions p SET state = n.state, paid_cents = n.paid_cents, version = p.version + 1, updated_at = $5
            FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS n(position_id, state, paid_cents)
            WHERE p.organization_id = $1 AND p.position_id = n.position_id
            """,
            ct,
            session.Organization,
            rows.Select(r => r.Id).ToArray(),
            states,
            rows.Select(r => r.Paid).ToArray(),
            now
        );
    }
}

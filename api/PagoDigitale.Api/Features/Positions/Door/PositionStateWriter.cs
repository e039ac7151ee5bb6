using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Writes the state of positions after their instalments changed. The state itself is computed in one place,
/// <see cref="PositionStates.Compute"/>; whoever changes instalments calls this in the same transaction.
/// </summary>
public sealed class PositionStateWriter(TenantSession session, TimeProvider clock)
{
    private static readonly SqlText _held = SqlText.Statement(typeof(PositionStateWriter), "HeldPositions.sql");

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

    /// <summary>
    /// Of many, which the caller holds: what is read of them to compute their states says as well what they have come to, for the events.
    /// </summary>
    public async Task<Dictionary<Guid, PositionFacts>> RecomputeHeldAsync(IReadOnlyCollection<Guid> positionIds, CancellationToken ct)
    {
        if (positionIds.Count == 0)
            return [];
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var facts = await session.QueryAsync(
            _held,
            r =>
                (
                    Id: r.GetGuid(0),
                    Facts: new PositionFacts(
                        Ids.Position(r.GetGuid(0)),
                        r.IsDBNull(1) ? null : r.GetString(1),
                        r.GetString(2),
                        r.IsDBNull(3) ? null : r.GetString(3),
                        r.IsDBNull(4) ? null : Ids.Flow(r.GetGuid(4)),
                        PositionStates.Compute(
                            r.GetFieldValue<string[]>(5).Select(StateText.Parse<InstalmentState>),
                            r.IsDBNull(6) ? null : r.GetFieldValue<DateOnly>(6),
                            today,
                            r.GetBoolean(7)
                        ),
                        r.GetInt64(8),
                        r.GetInt64(9),
                        r.IsDBNull(10) ? [] : r.GetFieldValue<string[]>(10)
                    )
                ),
            ct,
            session.Organization,
            positionIds.ToArray()
        );
        await WriteAsync(facts, ct);
        return facts.ToDictionary(f => f.Id, f => f.Facts);
    }

    /// <summary>Positions of one instalment each, whose state follows from it alone; the caller holds them.</summary>
    public async Task<Dictionary<Guid, PositionFacts>> SetHeldAsync(IReadOnlyList<HeldInstalment> instalments, CancellationToken ct)
    {
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var facts = instalments
            .Select(i => (Id: i.PositionId, Facts: i.PositionWith(PositionStates.Compute([i.State], i.ValidFrom, today, i.IsOwedInPart))))
            .ToList();
        await WriteAsync(facts, ct);
        return facts.ToDictionary(f => f.Id, f => f.Facts);
    }

    private async Task WriteAsync(IReadOnlyCollection<(Guid Id, PositionFacts Facts)> positions, CancellationToken ct)
    {
        if (positions.Count > 0)
            await session.ExecuteAsync(
                """
                UPDATE positions p SET state = n.state, paid_cents = n.paid_cents, version = p.version + 1, updated_at = $5
                FROM unnest($2::uuid[], $3::text[], $4::bigint[]) AS n(position_id, state, paid_cents)
                WHERE p.organization_id = $1 AND p.position_id = n.position_id
                """,
                ct,
                session.Organization,
                positions.Select(f => f.Id).ToArray(),
                positions.Select(f => StateText.Of(f.Facts.State)).ToArray(),
                positions.Select(f => f.Facts.PaidCents).ToArray(),
                clock.GetUtcNow()
            );
    }
}

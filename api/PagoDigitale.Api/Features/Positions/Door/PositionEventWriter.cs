using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Tells what happened to positions, which are read as they are when it is called: whoever changed them has written everything by then.
/// Two statements, whatever the number.
/// </summary>
public sealed class PositionEventWriter(TenantSession session, EventLog events)
{
    public Task EmitAsync(Guid position, Func<PositionFacts, PositionEvent> told, CancellationToken ct) =>
        EmitAsync([(position, told)], ct);

    /// <summary>Null says nothing.</summary>
    public async Task EmitAsync(IReadOnlyCollection<(Guid Position, Func<PositionFacts, PositionEvent?> Told)> told, CancellationToken ct)
    {
        if (told.Count == 0)
            return;
        var facts = await FactsAsync([.. told.Select(t => t.Position).Distinct()], ct);
        await events.EmitAsync([.. told.Select(t => t.Told(facts[t.Position])).OfType<PositionEvent>()], ct);
    }

    /// <summary>The event named after the state that a position has come to; a draft is nobody's business yet.</summary>
    public static PositionEvent? Reached(PositionFacts position, PositionState previous, PaidBy paidBy) =>
        position.State switch
        {
            PositionState.Draft => null,
            PositionState.Published => new PositionPublished(position),
            PositionState.Payable => new PositionPayable(position, previous),
            PositionState.PartiallyPaid => new PositionPartiallyPaid(position, paidBy, PreviousState: previous),
            PositionState.Paid => new PositionPaid(position, paidBy, PreviousState: previous),
            PositionState.Reported => new PositionReported(position, previous),
            PositionState.Reconciled => new PositionReconciled(position, previous),
            PositionState.Expired => new PositionExpired(position, previous),
            PositionState.Cancelled => new PositionCancelled(position, PreviousState: previous),
            _ => throw new ArgumentOutOfRangeException(nameof(position), position.State, null),
        };

    private async Task<Dictionary<Guid, PositionFacts>> FactsAsync(Guid[] positions, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT p.position_id, p.external_id, p.service_code, p.unit_code, p.flow_id, p.state, p.paid_cents,
                    array_agg(i.notice_number {StandingSql.Order}) FILTER (WHERE i.state <> 'replaced'), {StandingSql.Arrays}
                FROM positions p JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
                WHERE p.organization_id = $1 AND p.position_id = ANY ($2)
                GROUP BY p.organization_id, p.position_id
                """,
                r =>
                    (
                        Id: r.GetGuid(0),
                        Facts: new PositionFacts(
                            Ids.Position(r.GetGuid(0)),
                            r.IsDBNull(1) ? null : r.GetString(1),
                            r.GetString(2),
                            r.IsDBNull(3) ? null : r.GetString(3),
                            r.IsDBNull(4) ? null : Ids.Flow(r.GetGuid(4)),
                            StateText.Parse<PositionState>(r.GetString(5)),
                            PaymentOptions.AmountOf(StandingSql.Read(r, first: 8)),
                            r.GetInt64(6),
                            r.IsDBNull(7) ? [] : r.GetFieldValue<string[]>(7)
                        )
                    ),
                ct,
                session.Organization,
                positions
            )
        ).ToDictionary(p => p.Id, p => p.Facts);
}

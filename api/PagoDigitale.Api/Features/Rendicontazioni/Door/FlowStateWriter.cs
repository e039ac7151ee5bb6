using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>What has come for a flow, and what of it is booked.</summary>
/// <param name="MovementId">The movement that brought most.</param>
/// <param name="BookedCents">Null when nothing is.</param>
public sealed record FlowMoney(Guid RendicontazioneId, int Movements, long Cents, Guid? MovementId, long? BookedCents);

/// <param name="WasExact">All its money had come.</param>
/// <param name="IsExact">All of it has now.</param>
public sealed record RefreshedFlow(Guid RendicontazioneId, bool WasExact, bool IsExact);

/// <summary>
/// Puts rendicontazioni where their money puts them, whoever has found out: what movements brought, what reversali booked.
/// </summary>
public sealed class FlowStateWriter(TenantSession session, EventLog events)
{
    private static readonly string[] AmountMismatch = ["amount-mismatch"];

    private static readonly IReadOnlyList<Transition<RendicontazioneState, RendicontazioneEvent>> Moves =
        RendicontazioneLifeCycle.Table.Taken(RendicontazioneEvent.Match, RendicontazioneEvent.FlagAnomaly, RendicontazioneEvent.Unmatch);

    public async Task<List<RefreshedFlow>> RefreshAsync(IReadOnlyCollection<FlowMoney> money, CancellationToken ct)
    {
        var changed = await session.QueryAsync(
            """
            UPDATE rendicontazioni r SET movement_id = c.movement_id, state = t.next,
                anomalies = CASE WHEN c.is_exact OR c.links = 0 OR jsonb_array_length(c.others) >= 100 THEN c.others
                    ELSE c.others || jsonb_build_object('code', 'amount-mismatch', 'message',
                        CASE WHEN c.links = 1 THEN 'The treasury movement is of ' ELSE 'The treasury movements add up to ' END
                        || c.cents || ' cents, the flow to ' || r.total_amount_cents || '.') END
            FROM (
                SELECT o.rendicontazione_id, o.state, o.state = 'matched' AND o.movement_id IS NOT NULL AS was_exact,
                    n.links, n.cents, n.movement_id,
                    n.links > 0 AND n.cents = o.total_amount_cents
                        AND (NOT o.is_accounted OR coalesce(n.booked_cents = o.total_amount_cents, true)) AS is_exact,
                    coalesce((
                        SELECT jsonb_agg(a) FROM jsonb_array_elements(o.anomalies) a
                        WHERE a ->> 'code' <> 'amount-mismatch'), '[]') AS others
                FROM unnest($2::uuid[], $3::int[], $4::bigint[], $5::uuid[], $6::bigint[]) AS n(id, links, cents, movement_id, booked_cents)
                JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = n.id) c
            JOIN unnest($7::text[], $8::text[], $9::text[]) AS t(state, event, next) ON t.state = c.state AND t.event =
                CASE WHEN c.is_exact THEN 'match' WHEN c.links > 0 OR c.others <> '[]' THEN 'flag-anomaly' ELSE 'unmatch' END
            WHERE r.organization_id = $1 AND r.rendicontazione_id = c.rendicontazione_id
            RETURNING r.rendicontazione_id, r.flow_id, c.was_exact, c.is_exact, c.links > 0, c.cents - r.total_amount_cents
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    FlowId: r.GetString(1),
                    WasExact: r.GetBoolean(2),
                    IsExact: r.GetBoolean(3),
                    HasLinks: r.GetBoolean(4),
                    DifferenceCents: r.GetInt64(5)
                ),
            ct,
            session.Organization,
            money.Select(m => m.RendicontazioneId).ToArray(),
            money.Select(m => m.Movements).ToArray(),
            money.Select(m => m.Cents).ToArray(),
            money.Select(m => m.MovementId).ToArray(),
            money.Select(m => m.BookedCents).ToArray(),
            Moves.Select(m => StateText.Of(m.From)).ToArray(),
            Moves.Select(m => StateText.Of(m.Event)).ToArray(),
            Moves.Select(m => StateText.Of(m.To)).ToArray()
        );
        await events.EmitAsync(
            [
                .. changed
                    .Where(c => c is { HasLinks: true, IsExact: false })
                    .Select(c => new Happening(
                        "rendicontazione.anomalous",
                        "rendicontazione",
                        PublicId.Format("rnd", c.Id),
                        new
                        {
                            flowId = c.FlowId,
                            codes = AmountMismatch,
                            differenceCents = c.DifferenceCents,
                        }
                    )),
            ],
            ct
        );
        return [.. changed.Select(c => new RefreshedFlow(c.Id, c.WasExact, c.IsExact))];
    }

    public Task AccountAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct) =>
        session.ExecuteAsync(
            "UPDATE rendicontazioni SET is_accounted = true WHERE organization_id = $1 AND rendicontazione_id = ANY ($2)",
            ct,
            session.Organization,
            flows.ToArray()
        );

    /// <summary>What was said of the flow because it had been booked is true no more.</summary>
    public Task ReopenAsync(IReadOnlyCollection<Guid> flows, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE rendicontazioni r SET is_accounted = false, anomalies = coalesce((
                SELECT jsonb_agg(a) FROM jsonb_array_elements(r.anomalies) a
                WHERE a->>'code' NOT IN ('accounted-amount-changed', 'accounted-payments-changed')), '[]')
            WHERE r.organization_id = $1 AND r.rendicontazione_id = ANY ($2)
            """,
            ct,
            session.Organization,
            flows.ToArray()
        );
}

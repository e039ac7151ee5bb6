using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
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
public sealed class FlowStateWriter(TenantSession session, RendicontazioneEventWriter events)
{
    private static readonly SqlText _refresh = SqlText.Statement(typeof(FlowStateWriter), "RefreshFlows.sql");

    private static readonly string[] AmountMismatch = ["amount-mismatch"];

    private static readonly IReadOnlyList<Transition<RendicontazioneState, RendicontazioneEvent>> Moves =
        RendicontazioneLifeCycle.Table.Taken(RendicontazioneEvent.Match, RendicontazioneEvent.FlagAnomaly, RendicontazioneEvent.Unmatch);

    public async Task<List<RefreshedFlow>> RefreshAsync(IReadOnlyCollection<FlowMoney> money, CancellationToken ct)
    {
        var changed = await session.QueryAsync(
            _refresh,
            r =>
                (
                    Id: r.GetGuid(0),
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
            Moves.Select(m => StateText.Of(m.To)).ToArray(),
            RendicontazioniTexts.MovementDiffers.Key,
            RendicontazioniTexts.MovementsDiffer.Key
        );
        await events.EmitAsync(
            [
                .. changed
                    .Where(c => c is { HasLinks: true, IsExact: false })
                    .Select(c =>
                        (
                            c.Id,
                            (Func<RendicontazioneFacts, RendicontazioneTold>)(
                                r => new RendicontazioneAnomalous(r, AmountMismatch, c.DifferenceCents)
                            )
                        )
                    ),
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

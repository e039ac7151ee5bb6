using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed class CancelFlowHandler(TenantSession session, FlowLookup flows, FlowEventWriter events, TimeProvider clock)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, CancellationToken ct)
    {
        // Whoever makes its positions holds the flow: what is refused is refused at once.
        var seen = await flows.FindAsync(flow, forUpdate: false, ct);
        if (seen.Error is { } missing)
            return missing;
        return Refusal(seen.Value!) is { } refusal
            ? refusal
            : await CancelAsync((await flows.FindAsync(seen.Value!.Id, forUpdate: true, ct))!, ct);
    }

    private async Task<Outcome<FlowModel>> CancelAsync(FlowRecord record, CancellationToken ct)
    {
        if (Refusal(record) is { } refusal)
            return refusal;
        var decision = FlowLifeCycle.Decide(record.State, FlowEvent.Cancel);
        if (!decision.IsMoved)
            return record.ToModel(clock.GetUtcNow());
        await session.ExecuteAsync(
            "UPDATE flows SET state = $3, version = version + 1 WHERE organization_id = $1 AND flow_id = $2",
            ct,
            session.Organization,
            record.Id,
            StateText.Of(decision.State)
        );
        return (await events.EmitAsync(record.Id, f => new FlowCancelled(f), ct)).ToModel(clock.GetUtcNow());
    }

    private static ApiError? Refusal(FlowRecord flow) =>
        FlowLifeCycle.Decide(flow.State, FlowEvent.Cancel).IsRefused
            ? ApiError.Conflict(
                "flow-not-cancellable",
                FlowsTexts.NotCancellable,
                FlowsTexts.CancelPositions.With(StateText.Of(flow.State))
            )
            : null;
}

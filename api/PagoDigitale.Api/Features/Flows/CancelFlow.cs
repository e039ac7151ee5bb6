using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Flows;

public sealed class CancelFlowHandler(TenantSession session, FlowQueries flows, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: true, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        var decision = FlowLifeCycle.Decide(record.State, FlowEvent.Cancel);
        if (decision.IsRefused)
            return ApiError.Conflict("flow-not-cancellable", "The flow cannot be cancelled any more",
                $"A flow can be cancelled until it is confirmed; this one is '{StateText.Of(record.State)}'. Cancel its positions one by one.");
        if (!decision.IsMoved)
            return record.ToModel(clock.GetUtcNow());
        await session.ExecuteAsync("UPDATE flows SET state = $3, version = version + 1 WHERE organization_id = $1 AND flow_id = $2", ct,
            session.Organization, record.Id, StateText.Of(decision.State));
        await events.EmitAsync("flow.cancelled", "flow", record.PublicId, new { }, ct);
        return (await flows.FindAsync(record.Id, forUpdate: false, ct))!.ToModel(clock.GetUtcNow());
    }
}

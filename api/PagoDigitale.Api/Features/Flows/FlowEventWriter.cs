using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>Tells what happened to a flow, which is read as it is then: states and counts are those after the change.</summary>
public sealed class FlowEventWriter(FlowLookup flows, EventLog events)
{
    /// <returns>The flow as it was told.</returns>
    public async Task<FlowRecord> EmitAsync(Guid flow, Func<FlowRecord, FlowTold> told, CancellationToken ct)
    {
        var now = (await flows.FindAsync(flow, forUpdate: false, ct))!;
        await events.EmitAsync(told(now), ct);
        return now;
    }
}

using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

public sealed class ReadFlowHandler(FlowLookup flows, TimeProvider clock)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: false, ct);
        return found.Error is { } error ? error : found.Value!.ToModel(clock.GetUtcNow());
    }
}

using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>Leaves valid rows out. A rejected row is left out already: excluding it changes nothing.</summary>
public sealed class ExcludeFlowRowsHandler(FlowRowMover mover)
{
    public Task<Outcome<FlowModel>> RunAsync(string flow, FlowRowSelection selection, CancellationToken ct) =>
        mover.MoveAsync(flow, selection, isExcluded: true, ct);
}

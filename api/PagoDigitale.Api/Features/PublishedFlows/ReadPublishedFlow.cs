using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.PublishedFlows;

public sealed class ReadPublishedFlowHandler(PublishedFlowRows rows)
{
    public Task<Outcome<PublishedFlowModel>> RunAsync(string publishedFlow, CancellationToken ct) => rows.ReadAsync(publishedFlow, ct);
}

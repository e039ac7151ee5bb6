using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Services;

public sealed class ReadServiceHandler(ServiceRows rows, ServiceTaxonomyQueries taxonomy)
{
    public async Task<Outcome<ServiceModel>> RunAsync(string code, CancellationToken ct)
    {
        var found = await rows.ReadAsync(code, ct);
        return found.Error is not null ? found : await taxonomy.WarnAsync(found.Value!, isNamed: false, ct);
    }
}

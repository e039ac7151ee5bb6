using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed class ReadTaxonomyVersionHandler(TaxonomyVersionRows versions)
{
    public async Task<Outcome<TaxonomyVersionModel>> RunAsync(string version, CancellationToken ct)
    {
        var found = PublicId.TryParse(version, TaxonomyVersionModel.Prefix, out var id)
            ? await versions.FindAsync("WHERE v.version_id = $1", [id], ct)
            : [];
        return found.Count == 1
            ? found[0].Model
            : ApiError.NotFound("taxonomy-version-not-found", TaxonomyTexts.VersionNotFound, TaxonomyTexts.NoSuchVersion.With(version));
    }
}

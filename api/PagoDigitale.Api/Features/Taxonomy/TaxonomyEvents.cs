using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Taxonomy;

[Event("taxonomy.loaded", "A version of the taxonomy was loaded.", Subject = "taxonomy-version")]
public sealed record TaxonomyLoaded(string TaxonomyVersionId, string FileName, string? Edition, int CodesCount, bool IsComplete) : EventData
{
    protected override string SubjectId => TaxonomyVersionId;
}

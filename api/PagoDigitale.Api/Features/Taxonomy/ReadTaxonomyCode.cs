using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed class ReadTaxonomyCodeHandler(TaxonomyCodeRows codes)
{
    /// <summary>Of a code that was ended and begun again, the time it is in now, otherwise the last one.</summary>
    public async Task<Outcome<TaxonomyCodeModel>> RunAsync(string code, CancellationToken ct)
    {
        var found = await codes.FindAsync($"{TaxonomyCodeRows.InForce} AND c.code = $1 ORDER BY c.valid_from", [code], ct);
        return found.Count == 0
            ? ApiError.NotFound("taxonomy-code-not-found", TaxonomyTexts.CodeNotFound, TaxonomyTexts.NoSuchCode.With(code))
            : codes.ModelOf(found.Find(r => r.IsValidOn(codes.Today)) ?? found[^1]);
    }
}

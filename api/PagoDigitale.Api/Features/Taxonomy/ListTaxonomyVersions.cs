using System.Globalization;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed class ListTaxonomyVersionsHandler(TaxonomyVersionRows versions)
{
    public async Task<Outcome<Page<TaxonomyVersionModel>>> RunAsync(PageQuery page, CancellationToken ct)
    {
        if (Cursor.TryRead(page.Cursor, 1, out var after) is { } error)
            return error;
        if (!long.TryParse(after?.Keys[0] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var before))
            return Cursor.Malformed();
        var place = after is null ? "$1 = 0" : "v.sequence < $1";
        var found = await versions.FindAsync($"WHERE {place} ORDER BY v.sequence DESC LIMIT {page.Limit + 1}", [before], ct);
        return Page<TaxonomyVersionModel>.Of(
            found,
            page.Limit,
            r => r.Model,
            r => new Cursor(r.Sequence.ToString(CultureInfo.InvariantCulture))
        );
    }
}

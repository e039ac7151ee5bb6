using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed record TaxonomyCodeFilter : PageQuery
{
    [FromQuery(Name = "prefix"), RegularExpression("^([6-9]/)?[0-9]{0,7}([A-Za-z]{0,2})/?$"), MinLength(1), MaxLength(12)]
    public string? Prefix { get; init; }

    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "validOn")]
    public DateOnly? ValidOn { get; init; }
}

public sealed class ListTaxonomyCodesHandler(TaxonomyCodeRows codes)
{
    public async Task<Outcome<Page<TaxonomyCodeModel>>> RunAsync(TaxonomyCodeFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 2, out var after) is { } error)
            return error;
        var where = new Conditions(TaxonomyCodeRows.InForce);
        if (Bare(filter.Prefix) is { Length: > 0 } prefix)
            where.And("c.code >= ?", prefix).And("c.code < ?", prefix + "~");
        where.AndContains(
            "search_text(c.code || chr(10) || concat_ws(chr(10), c.name, c.description, c.organization_type, c.macro_area))",
            filter.Q
        );
        if (filter.ValidOn is { } day)
            where.And("c.valid_from <= ?", day).And("(c.valid_to IS NULL OR c.valid_to >= ?)", day);
        if (after is not null)
        {
            if (
                !DateOnly.TryParseExact(after.Keys[1], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
                || after.Keys[0].Contains('\0', StringComparison.Ordinal)
            )
                return Cursor.Malformed();
            where.Always($"(c.code, c.valid_from) > ({where.Add(after.Keys[0])}, {where.Add(from)})");
        }
        var found = await codes.FindAsync($"{where} ORDER BY c.code, c.valid_from LIMIT {filter.Limit + 1}", where.Values, ct);
        return Page<TaxonomyCodeModel>.Of(
            found,
            filter.Limit,
            codes.ModelOf,
            r => new Cursor(r.Code, r.ValidFrom.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
        );
    }

    /// <summary>Without the frame: <c>9/0101108</c> and <c>0101108</c> are the same beginning.</summary>
    private static string? Bare(string? prefix) =>
        (prefix is [>= '6' and <= '9', '/', .. var rest] ? rest : prefix)?.TrimEnd('/').ToUpperInvariant();
}

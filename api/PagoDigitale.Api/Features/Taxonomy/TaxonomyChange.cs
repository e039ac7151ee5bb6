namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>What a file does to the list in force.</summary>
public sealed record TaxonomyChange(IReadOnlyList<TaxonomyRow> InForce, int Added, int Changed, IReadOnlyList<string> Missing)
{
    public static TaxonomyChange Of(IReadOnlyList<TaxonomyRow> before, TaxonomyList list, bool isFull)
    {
        var known = before
            .GroupBy(r => r.Code)
            .ToDictionary(g => g.Key, g => g.OrderBy(r => r.ValidFrom).ToArray(), StringComparer.Ordinal);
        var added = list.ByCode.Keys.Count(code => !known.ContainsKey(code));
        var changed = list.ByCode.Count(c => known.TryGetValue(c.Key, out var rows) && !rows.SequenceEqual(c.Value));
        var absent = known.Keys.Where(code => !list.ByCode.ContainsKey(code)).ToList();
        return isFull
            ? new(list.Rows, added, changed, absent)
            : new([.. list.Rows, .. absent.SelectMany(code => known[code])], added, changed, []);
    }

    public string[] ValidOn(DateOnly day) => [.. InForce.Where(r => r.IsValidOn(day)).Select(r => r.Code).Distinct()];

    public TaxonomyCounts Counts(TaxonomyList list, int valid) =>
        new()
        {
            Rows = list.RowsRead,
            Rejected = list.RowsRejected,
            Codes = InForce.Select(r => r.Code).Distinct().Count(),
            Valid = valid,
            Added = Added,
            Changed = Changed,
            Missing = Missing.Count,
        };
}

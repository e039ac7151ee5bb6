namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>A code for a time. One that is ended and begun again has a row for each time.</summary>
/// <param name="ValidTo">The last day; null when there is none.</param>
public sealed record TaxonomyRow(
    string Code,
    DateOnly ValidFrom,
    DateOnly? ValidTo,
    string? Name,
    string? Description,
    string? OrganizationType,
    string? MacroArea,
    string? Edition
)
{
    public bool IsValidOn(DateOnly day) => ValidFrom <= day && (ValidTo is null || ValidTo >= day);

    public bool Overlaps(TaxonomyRow other) =>
        (ValidTo is null || other.ValidFrom <= ValidTo) && (other.ValidTo is null || ValidFrom <= other.ValidTo);
}

/// <summary>What a file holds.</summary>
public sealed record TaxonomyList(IReadOnlyList<TaxonomyRow> Rows, int RowsRead, int RowsRejected, IReadOnlyList<TaxonomyProblem> Problems)
{
    /// <summary>The highest version that the rows name; they name it as a number.</summary>
    public string? Edition { get; } =
        Rows.Select(r => r.Edition).OfType<string>().OrderBy(e => e.Length).ThenBy(e => e, StringComparer.Ordinal).LastOrDefault();

    public IReadOnlyDictionary<string, TaxonomyRow[]> ByCode { get; } =
        Rows.GroupBy(r => r.Code).ToDictionary(g => g.Key, g => g.OrderBy(r => r.ValidFrom).ToArray(), StringComparer.Ordinal);
}

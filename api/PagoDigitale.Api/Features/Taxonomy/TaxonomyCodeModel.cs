namespace PagoDigitale.Api.Features.Taxonomy;

public sealed record TaxonomyCodeModel
{
    public required string Code { get; init; }
    public required string FullCode { get; init; }
    public string? Name { get; init; }
    public string? Description { get; init; }
    public string? OrganizationType { get; init; }
    public string? MacroArea { get; init; }
    public string? LegalReason { get; init; }
    public string? Edition { get; init; }
    public required DateOnly ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public required bool IsValid { get; init; }
}

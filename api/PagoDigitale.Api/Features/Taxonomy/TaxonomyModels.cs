using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed record TaxonomyVersionModel
{
    public const string Prefix = "txv";

    public string? Id { get; init; }
    public required string FileName { get; init; }
    public required string Sha256 { get; init; }
    public required long SizeBytes { get; init; }
    public string? Edition { get; init; }
    public required bool IsFull { get; init; }
    public required bool IsComplete { get; init; }
    public required bool IsCurrent { get; init; }
    public required TaxonomyCounts Counts { get; init; }
    public required TaxonomyConcern Concerned { get; init; }
    public required IReadOnlyList<TaxonomyProblem> Problems { get; init; }
    public DateTimeOffset? LoadedAt { get; init; }
}

public sealed record TaxonomyCounts
{
    public required int Rows { get; init; }
    public required int Rejected { get; init; }
    public required int Codes { get; init; }
    public required int Valid { get; init; }
    public required int Added { get; init; }
    public required int Changed { get; init; }
    public required int Missing { get; init; }
}

public sealed record TaxonomyConcern
{
    public required long Services { get; init; }
    public required long Organizations { get; init; }
}

public sealed record TaxonomyProblem
{
    public required int Row { get; init; }
    public required string Field { get; init; }
    public required string Code { get; init; }
    public required string Message { get; init; }
    public required string Remedy { get; init; }
    public string? Value { get; init; }
}

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

public sealed record TaxonomyUpload
{
    [FromQuery(Name = "fileName"), MinLength(1), MaxLength(200), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }

    [FromQuery(Name = "isFull")]
    public bool IsFull { get; init; } = true;

    [FromQuery(Name = "dryRun")]
    public bool DryRun { get; init; }

    [FromQuery(Name = "force")]
    public bool Force { get; init; }
}

public sealed record TaxonomyCodeFilter : PageQuery
{
    [FromQuery(Name = "prefix"), RegularExpression("^([6-9]/)?[0-9]{0,7}([A-Za-z]{0,2})/?$"), MinLength(1), MaxLength(12)]
    public string? Prefix { get; init; }

    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "validOn")]
    public DateOnly? ValidOn { get; init; }
}

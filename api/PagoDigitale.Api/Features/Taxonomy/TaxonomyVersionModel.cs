using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Core.Languages;

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

public sealed record TaxonomyProblem
{
    public required int Row { get; init; }
    public required string Field { get; init; }
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }
    public string? Value { get; init; }
}

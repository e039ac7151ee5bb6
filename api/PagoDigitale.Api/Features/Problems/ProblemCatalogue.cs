using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

public sealed record ProblemCatalogue
{
    public required IReadOnlyList<ProblemExplanation> Items { get; init; }

    /// <summary>Of this version: what its features declare.</summary>
    public static readonly ProblemCatalogue All = new()
    {
        Items = [.. House.Features.SelectMany(f => f.Errors).OrderBy(e => e.Code, StringComparer.Ordinal).Select(ProblemExplanation.Of)],
    };
}

public sealed record ProblemExplanation
{
    public required string Type { get; init; }
    public required string Code { get; init; }
    public required IReadOnlyList<string> Places { get; init; }
    public required IReadOnlyList<int> Statuses { get; init; }
    public required Message Meaning { get; init; }
    public required Message Remedy { get; init; }

    public static ProblemExplanation Of(ErrorCode error) =>
        new()
        {
            Type = Problem.TypeOf(error.Code),
            Code = error.Code,
            Places = [.. Enum.GetValues<CodePlaces>().Where(p => error.Places.HasFlag(p)).Select(p => p.ToString().ToLowerInvariant())],
            Statuses = error.Statuses,
            Meaning = error.Meaning,
            Remedy = error.Remedy,
        };
}

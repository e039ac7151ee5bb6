using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

public sealed record ProblemCatalogue
{
    public required IReadOnlyList<ProblemExplanation> Items { get; init; }

    /// <summary>Of this version: what its features declare.</summary>
    public static ProblemCatalogue At(PublicUrl url) =>
        new()
        {
            Items =
            [
                .. House
                    .Features.SelectMany(f => f.Errors)
                    .OrderBy(e => e.Code, StringComparer.Ordinal)
                    .Select(e => ProblemExplanation.Of(e, url)),
            ],
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

    public static ProblemExplanation Of(ErrorCode error, PublicUrl url) =>
        new()
        {
            Type = Problem.TypeOf(error.Code, url),
            Code = error.Code,
            Places = [.. Enum.GetValues<CodePlaces>().Where(p => error.Places.HasFlag(p)).Select(p => p.ToString().ToLowerInvariant())],
            Statuses = error.Statuses,
            Meaning = error.Meaning,
            Remedy = error.Remedy,
        };
}

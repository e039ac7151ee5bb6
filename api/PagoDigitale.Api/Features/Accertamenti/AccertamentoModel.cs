using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Accertamenti;

public sealed record AccertamentoModel : IVersioned
{
    public const string Prefix = "acc";

    public required string Id { get; init; }
    public required int Year { get; init; }
    public required string Number { get; init; }
    public required string Chapter { get; init; }
    public string? Article { get; init; }
    public required string Description { get; init; }
    public required bool IsActive { get; init; }
    public required long IssuedCents { get; init; }
    public required long CollectedCents { get; init; }
    public required long RegularisedCents { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }
}

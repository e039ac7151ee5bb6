using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>Why background work ended without its result, and what a person can do about it.</summary>
public sealed record Failure
{
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }
}

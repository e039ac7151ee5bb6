using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>Something that was taken or done all the same and that somebody has to know of. Refusals are <see cref="ApiError"/>.</summary>
public sealed record Warning
{
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }

    /// <summary>How many open notices it concerns, where it is about many.</summary>
    public long? NoticesCount { get; init; }
}

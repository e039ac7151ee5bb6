using System.Globalization;
using PagoDigitale.Api.Platform.Results;

namespace PagoDigitale.Api.Platform.Concurrency;

/// <summary>A resource whose changes are guarded by ETag / If-Match.</summary>
public interface IVersioned
{
    long Version { get; }
}

/// <summary>The entity tag of a resource is its version in quotes (RFC 9110 §8.8.3).</summary>
public static class EntityTag
{
    public static string Of(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>Null when the caller holds the current version; otherwise 428 (no If-Match) or 412 (an older one).</summary>
    public static ApiError? Check(string? ifMatch, long currentVersion)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return new(ErrorKind.PreconditionRequired, "if-match-required", "If-Match is required",
                "Read the resource, then send its ETag in If-Match so that nobody's change is overwritten.");
        var tags = ifMatch.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return tags.Contains(Of(currentVersion))
            ? null
            : new(ErrorKind.PreconditionFailed, "version-mismatch", "The resource has changed",
                $"If-Match {ifMatch} is not the current version {Of(currentVersion)}: read it again and repeat the change.");
    }
}

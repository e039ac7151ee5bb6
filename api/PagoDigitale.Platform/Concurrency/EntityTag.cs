using System.Globalization;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Concurrency;

/// <summary>A resource whose changes are guarded by ETag / If-Match.</summary>
public interface IVersioned
{
    long Version { get; }
}

/// <summary>The entity tag of a resource is its version in quotes (RFC 9110 §8.8.3).</summary>
public static class EntityTag
{
    private const string Header = "If-Match";

    public static string Of(long version) => $"\"{version.ToString(CultureInfo.InvariantCulture)}\"";

    /// <summary>
    /// If-Match as RFC 9110 §13.1.1 has it: null when one of the tags is the current version; otherwise 428 (none), 400 (no
    /// list of tags) or 412. Tags are compared strongly, so a weak one (<c>W/"1"</c>) is never the current version. <c>*</c>
    /// names no version and is refused: it would overwrite a change that the caller has not seen.
    /// </summary>
    public static ApiError? Check(string? ifMatch, long currentVersion)
    {
        if (string.IsNullOrWhiteSpace(ifMatch))
            return new(ErrorKind.PreconditionRequired, "if-match-required", EntityTagTexts.Required, EntityTagTexts.SendIt);
        if (!EntityTagHeaderValue.TryParseStrictList([ifMatch], out var tags) || tags.Contains(EntityTagHeaderValue.Any))
            return Malformed();
        var current = new EntityTagHeaderValue(Of(currentVersion));
        return tags.Any(t => t.Compare(current, useStrongComparison: true)) ? null : Stale(ifMatch, currentVersion);
    }

    /// <summary>The resource is at another version than the caller's, perhaps only since it was read.</summary>
    public static ApiError Stale(string? ifMatch, long currentVersion) =>
        new(
            ErrorKind.PreconditionFailed,
            "version-mismatch",
            EntityTagTexts.Changed,
            EntityTagTexts.Stale.With(ifMatch, Of(currentVersion))
        );

    /// <summary>The version was the caller's when it was compared, and not any more when the change was written.</summary>
    public static ApiError Overtaken(string ifMatch) =>
        new(ErrorKind.PreconditionFailed, "version-mismatch", EntityTagTexts.Changed, EntityTagTexts.Overtaken.With(ifMatch));

    private static ApiError Malformed() =>
        new(
            ErrorKind.Malformed,
            "invalid-parameter",
            EntityTagTexts.NotWellFormed,
            PatternTexts.FieldSentence.With(Header, EntityTagTexts.NotATag)
        )
        {
            Fields = [new(Header, "malformed", EntityTagTexts.NotATag, EntityTagTexts.SendAsItCame.With(Of(1)))],
        };
}

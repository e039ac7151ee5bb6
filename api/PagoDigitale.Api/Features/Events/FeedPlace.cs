using System.Globalization;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Events;

/// <summary>
/// How far a reader came: the number of an event, the organization it is of (so that the place can be looked up again) and the
/// mark of the numbering that gave the number. One number orders the events of all organizations, so a place is as small for
/// hundreds of them as for one. After a restore to an earlier moment the same number may be given again to another event: the
/// mark then differs, and the reader is told instead of stepping over what it never saw.
/// </summary>
public sealed record FeedPlace(string Organization, long Sequence, int Numbering)
{
    public static readonly FeedPlace Start = new("", 0, 0);

    private const string Version = "1";

    /// <summary>A place that was cut on its way lacks this, instead of looking like another place.</summary>
    private const string End = ".";

    public Cursor ToCursor() =>
        new(Version, Organization, Sequence.ToString(CultureInfo.InvariantCulture), Numbering.ToString(CultureInfo.InvariantCulture), End);

    /// <summary>From the page's cursor, else from <paramref name="after"/>, else the beginning.</summary>
    public static ApiError? TryRead(string? cursor, string? after, out FeedPlace place)
    {
        place = Start;
        var text = string.IsNullOrEmpty(cursor) ? after : cursor;
        if (Cursor.TryRead(text, 5, out var read) is null)
        {
            if (read is null)
                return null;
            if (
                read.Keys[0] == Version
                && long.TryParse(read.Keys[2], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
                && int.TryParse(read.Keys[3], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var numbering)
                && read.Keys[1].Length <= 11
                && !read.Keys[1].Contains('\0', StringComparison.Ordinal)
            )
            {
                place = new(read.Keys[1], sequence, numbering);
                // Exactly as it was given: numbers are also read where somebody added what does not count.
                if (place.ToCursor().ToString() == text)
                    return null;
            }
        }
        place = Start;
        return string.IsNullOrEmpty(cursor) ? Malformed() : Cursor.Malformed();
    }

    public static ApiError Lost() => ApiError.Conflict("resume-point-lost", EventsTexts.PlaceLost, EventsTexts.GoOnFromEarlier);

    private static ApiError Malformed() =>
        new(
            ErrorKind.Malformed,
            "invalid-parameter",
            EventsTexts.ParameterInvalid,
            PatternTexts.FieldSentence.With("after", EventsTexts.NotAPlace)
        )
        {
            Fields = [new("after", "invalid-resume-point", EventsTexts.NotAPlace, EventsTexts.SendAsItCame)],
        };
}

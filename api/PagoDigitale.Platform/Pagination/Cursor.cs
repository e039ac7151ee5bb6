using System.Buffers.Text;
using System.Text;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Pagination;

/// <summary>
/// The place in a list: the sort key of the last row seen. Rows that come or go meanwhile do not shift it, and page
/// 10,000 costs what page 1 does. Opaque to callers.
/// </summary>
public sealed record Cursor(params string[] Keys)
{
    private const char Separator = '\u001f';

    public Guid Id => Guid.Parse(Keys[^1]);

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Join(Separator, Keys)));

    public static Cursor Of(Guid id) => new(id.ToString("N"));

    /// <summary>
    /// Null when there is no cursor; an error when it is not one of ours. <paramref name="keys"/>: how many parts it must have.
    /// </summary>
    public static ApiError? TryRead(string? text, int keys, out Cursor? cursor)
    {
        cursor = null;
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
            if (parts.Length == keys)
            {
                cursor = new Cursor(parts);
                return null;
            }
        }
        catch (FormatException)
        {
            // Falls through to the one refusal below: a cursor is ours or it is not.
        }
        return Malformed();
    }

    /// <summary>A cursor made of one identifier, the commonest.</summary>
    public static ApiError? TryReadId(string? text, out Guid? after)
    {
        after = null;
        if (TryRead(text, 1, out var cursor) is { } error)
            return error;
        if (cursor is null)
            return null;
        if (!Guid.TryParseExact(cursor.Keys[0], "N", out var id))
            return Malformed();
        after = id;
        return null;
    }

    public static ApiError Malformed() =>
        new(
            ErrorKind.Malformed,
            "invalid-cursor",
            PageTexts.CursorInvalid,
            PatternTexts.FieldSentence.With("cursor", PageTexts.NotOfThisList)
        )
        {
            Fields = [new("cursor", "invalid-cursor", PageTexts.NotOfThisList, PageTexts.SendAsItCame)],
        };
}

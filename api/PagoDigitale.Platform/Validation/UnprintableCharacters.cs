using PagoDigitale.Core.Languages;
using PagoDigitale.Documents;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Validation;

/// <summary>
/// A text of a request that is printed, or an object whose texts are, on notices and receipts: it holds only what the papers'
/// typefaces have (<see cref="PrintableText"/>). Looked at as it comes, in bodies and queries, so that what was stored before
/// never stands in the way of another change.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PrintedAttribute : Attribute;

/// <summary>The one wording for texts that papers could not show.</summary>
public static class UnprintableCharacters
{
    public const string Code = "unprintable-character";

    public static Message Remedy => CharacterTexts.WriteInLatin;

    public static Message Message(string found) => CharacterTexts.Unprintable.With(found);

    public static FieldError? Check(string text, string field) =>
        PrintableText.FindUnprintable(text) is { } found ? new(field, Code, Message(found), Remedy) : null;
}

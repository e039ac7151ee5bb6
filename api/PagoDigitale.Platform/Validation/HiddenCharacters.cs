using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Validation;

/// <summary>The one wording for texts that hold characters nobody would see (<see cref="PlainText"/>).</summary>
public static class HiddenCharacters
{
    public const string Code = "hidden-character";
    public const string Remedy =
        "Remove it: it often comes along when a text is copied from a document. Line breaks and tabs are not taken either.";

    public static FieldError? Check(string text, string field) =>
        PlainText.FindHidden(text) is { } found ? new(field, Code, $"holds {found}, a character that is not seen", Remedy) : null;
}

using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Validation;

/// <summary>The one wording for texts that hold characters nobody would see (<see cref="PlainText"/>).</summary>
public static class HiddenCharacters
{
    public const string Code = "hidden-character";

    public static FieldError? Check(string text, string field) =>
        PlainText.FindHidden(text) is { } found ? new(field, Code, CharacterTexts.Hidden.With(found), CharacterTexts.RemoveHidden) : null;
}

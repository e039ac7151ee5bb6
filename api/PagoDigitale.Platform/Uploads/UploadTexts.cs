using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Uploads;

internal static class UploadTexts
{
    public static readonly Wording SendFile = new(
        "Send the file as the field 'file', for example with curl -F file=@name.csv.",
        "Inviare il file nel campo 'file', per esempio con curl -F file=@nome.csv."
    );

    public static readonly Wording OtherName = new("must be sent as the field 'file'", "va inviato nel campo 'file'");

    public static readonly Wording OneFile = new("Send one file in each request.", "Inviare un solo file in ogni richiesta.");

    public static readonly Wording BytesMax = new("may have at most {count} bytes", "può avere al massimo {count} byte");
    public static readonly Wording NotUtf8 = new("is not UTF-8", "non è in UTF-8");
    public static readonly Wording SendUtf8 = new("Send the fields of the form in UTF-8.", "Inviare i campi del modulo in UTF-8.");
    public static readonly Wording FormNotWellFormed = new("The form is not well formed", "Il modulo non è ben formato");

    public static readonly Wording SendForm = new(
        "Send {mediaType} as RFC 7578 has it: a boundary in Content-Type, and one file with at most {count} fields beside it.",
        "Inviare {mediaType} come vuole la RFC 7578: un boundary in Content-Type e un solo file, con al massimo {count} campi accanto."
    );

    public static readonly Wording FormInvalid = new("The form is not valid", "Il modulo non è valido");
    public static readonly Wording TooLarge = new("The file is too large", "Il file è troppo grande");

    public static readonly Wording SplitIt = new(
        "This file may have up to {count} MiB. Split it.",
        "Questo file può arrivare a {count} MiB. Dividerlo."
    );

    public static readonly Wording MakeSmaller = new(
        "This file may have up to {count} KiB. Make it smaller.",
        "Questo file può arrivare a {count} KiB. Ridurlo."
    );
}

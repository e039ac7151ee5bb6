using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.ActivityLog;

internal static class ActivityTexts
{
    public static readonly Wording NotNoted = new("The call could not be noted", "Non è stato possibile registrare la chiamata");

    public static readonly Wording SendAgain = new(
        "Nothing was changed. Every call is noted in the activity log before it is answered, and that was not possible now. Send the "
            + "request again in a moment (Retry-After).",
        "Non è stato modificato nulla. Ogni chiamata è annotata nel registro delle attività prima della risposta, e ora non è stato "
            + "possibile. Inviare di nuovo la richiesta tra un momento (Retry-After)."
    );
}

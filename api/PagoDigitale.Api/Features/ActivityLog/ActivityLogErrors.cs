using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ActivityLog;

internal static class ActivityLogErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "forgotten",
            new(
                "The entry is older than the installation keeps the activity log.",
                "La voce è più vecchia di quanto l'installazione conservi il registro delle attività."
            ),
            new(
                "Send number and hash of a later entry, or of anchor of a verification.",
                "Inviare numero e hash di una voce successiva, oppure dell'anchor di una verifica."
            )
        ),
    ];
}

using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.RefusedMessages;

internal static class RefusedMessagesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            409,
            "not-replayable",
            "A message of this kind cannot be replayed.",
            "Do what detail says: upload the file again, or dismiss the message."
        ),
        ErrorCode.Problem(
            404,
            "refused-message-not-found",
            "There is no such refused message.",
            "Use an identifier of listRefusedMessages."
        ),
        ErrorCode.Problem(409, "refused-message-taken", "The message was taken meanwhile: there is nothing to dismiss.", "Nothing to do."),
    ];
}

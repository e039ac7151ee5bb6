using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Events;

internal static class EventsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "invalid-resume-point",
            "The text is not a resumeAfter of a list of events.",
            "Send resumeAfter of a page read before as it came, or leave it out."
        ),
        ErrorCode.Problem(
            409,
            "resume-point-lost",
            "The feed does not know this place: the database was restored to a moment before it.",
            "Go on from a resumeAfter kept earlier, or read from the first event; known events keep their id."
        ),
    ];
}

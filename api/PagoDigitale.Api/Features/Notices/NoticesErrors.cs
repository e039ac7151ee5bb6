using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Notices;

internal static class NoticesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(404, "flow-has-no-notices", "The flow has no notices to print.", "Do what detail says."),
        ErrorCode.Problem(409, "notice-not-printable", "The notice cannot be printed.", "Do what detail says."),
    ];
}

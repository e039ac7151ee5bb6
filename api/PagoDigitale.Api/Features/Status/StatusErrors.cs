using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Status;

internal static class StatusErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            503,
            "schema-outdated",
            "The database lacks migrations of this version: the replica cannot serve.",
            "The operator has to apply the migrations."
        ),
    ];
}

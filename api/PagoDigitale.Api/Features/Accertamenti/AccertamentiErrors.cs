using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Accertamenti;

internal static class AccertamentiErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Problem(
                409,
                "accertamento-in-use",
                "The accertamento is named by allocations or reversali, which would show another chapter or article.",
                "Send the chapter and article it has, or load the revenue under another number."
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Problem(404, "accertamento-not-found", "The organization has no such accertamento.", "Create it, or correct year and number.")
            .Also(CodePlaces.Field | CodePlaces.Row),
        ErrorCode.Field(
            "accertamento-number-invalid",
            "The number does not begin with a letter or a digit.",
            "Write it as the accounting system does: 117, 117/2."
        ),
        ErrorCode
            .Field(
                "accertamento-year-invalid",
                "The year is not a budget year between 2000 and 2100.",
                "Write the budget year with four digits."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field("batch-size", "The batch does not hold from 1 to 1000 items.", "Send 1 to 1000 items at a time."),
        ErrorCode.Row("duplicate-in-batch", "Another item of the batch has the same year and number.", "Send each year and number once."),
    ];
}

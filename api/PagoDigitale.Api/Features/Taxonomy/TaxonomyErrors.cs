using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

internal static class TaxonomyErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Row(
            "code-twice",
            "A row before it says something else of the same code from the same day on.",
            "Keep one of the two rows."
        ),
        ErrorCode
            .Field(
                "column-missing",
                "The file, or the line, lacks a column that is needed.",
                "Add the column or complete the line; check separator and columns where they were given."
            )
            .Also(CodePlaces.Row | CodePlaces.Failure),
        ErrorCode
            .Field(
                "csv-broken",
                "The CSV cannot be read: a quote is never closed, or a cell or row is longer than it may be.",
                "Close the quote, or double the quotes inside cells, and upload the file again."
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Row("date-invalid", "The text is not a day of the calendar as it is written in this file.", "Correct the day."),
        ErrorCode.Field(
            "no-codes",
            "The file holds no code of the taxonomy that can be read.",
            "Send the CSV that pagoPA publishes, as it is."
        ),
        ErrorCode.Field("not-a-text-file", "The file is no text, and is read as CSV.", "Save the sheet as CSV and send that."),
        ErrorCode
            .Field(
                "taxonomy-code-expired",
                "The code could be used until a day that has passed.",
                "Use the code that takes its place; what is issued stays payable."
            )
            .AlsoProblem(409)
            .Also(CodePlaces.Row | CodePlaces.Warning),
        ErrorCode.Warning(
            "taxonomy-code-expires",
            "The code of the service may be used for less than ninety days.",
            "Choose the code that takes its place before that day; what is issued stays payable."
        ),
        ErrorCode
            .Problem(
                404,
                "taxonomy-code-not-found",
                "The taxonomy in force has no such code, or none was loaded.",
                "Look the code up with listTaxonomyCodes."
            )
            .AlsoProblem(409)
            .Also(CodePlaces.Field | CodePlaces.Row | CodePlaces.Warning),
        ErrorCode
            .Field("taxonomy-code-not-yet-valid", "The code may be used from a later day on.", "Use the code that is valid today.")
            .AlsoProblem(409)
            .Also(CodePlaces.Row | CodePlaces.Warning),
        ErrorCode
            .Warning(
                "taxonomy-code-old",
                "The code is of the classification before the taxonomy.",
                "Use the code of the taxonomy (9/…) that took its place."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "taxonomy-codes-missing",
            "The list lacks codes that are in force; pagoPA ends codes and does not take them away.",
            "Check that the file is whole; load it with force=true if it is."
        ),
        ErrorCode.Problem(
            422,
            "taxonomy-rows-rejected",
            "Rows of the list cannot be read, and a full list would close their codes.",
            "Mend them, add what can be read with isFull=false, or load it with force=true."
        ),
        ErrorCode.Problem(
            404,
            "taxonomy-version-not-found",
            "There is no such version of the taxonomy.",
            "Use a version of listTaxonomyVersions."
        ),
        ErrorCode.Row("validity-ends-before-it-begins", "The last day of the code comes before the first.", "Correct one of the two days."),
    ];
}

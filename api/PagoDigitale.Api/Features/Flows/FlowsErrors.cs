using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

internal static class FlowsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Row(
            "accertamento-incomplete",
            "Of year and number of the accertamento one is missing.",
            "Fill both columns, or neither to use the service's."
        ),
        ErrorCode.Row("accertamento-number-too-long", "The number of the accertamento has more than 20 characters.", "Correct it."),
        ErrorCode.Row("address-incomplete", "The address lacks a part.", "Fill indirizzo, cap and localita, or leave all three empty."),
        ErrorCode.Row("address-too-long", "A part of the address is longer than the node takes.", "Abbreviate it."),
        ErrorCode.Warning(
            "already-issued",
            "The debt of the row was issued before, by another file or by a call: the row is excluded.",
            "Nothing to do; if it is owed twice, give the row an external code of its own."
        ),
        ErrorCode.Row("amount-not-positive", "The amount is not more than zero.", "Remove the row, or correct the amount."),
        ErrorCode.Row(
            "cell-error",
            "The cell holds an error, or a formula whose result is not in the file.",
            "Mend the formula or write the value, save the file and upload it again."
        ),
        ErrorCode.Failure("column-twice", "The file has the same column twice.", "Keep one of the two."),
        ErrorCode.Row(
            "debtor-type-invalid",
            "The type of the debtor is neither F nor G.",
            "Write F for a person, G for an entity, or leave it empty."
        ),
        ErrorCode.Row(
            "description-too-long",
            "The description is longer than the node takes.",
            "Shorten it, or give the flow a commonDescription."
        ),
        ErrorCode.Warning(
            "doubtful-encoding",
            "Rows seem to be written in another encoding than the one they were read in.",
            "Look at the proposals of these rows; change the encoding of the flow if the whole file is in it."
        ),
        ErrorCode.Warning(
            "doubtful-text",
            "The text seems to be written in another encoding, or has lost a character.",
            "Look at the proposal; change the encoding of the flow, or correct the text."
        ),
        ErrorCode.Row(
            "duplicate-external-id",
            "Another row of the file has the same external code.",
            "Give each row its own external code."
        ),
        ErrorCode.Row("external-id-too-long", "The external code has more than 128 characters.", "Use a shorter one."),
        ErrorCode.Failure("file-empty", "The file is empty: 0 bytes.", "Export it again and check that it opens."),
        ErrorCode.Row(
            "fiscal-code-missing",
            "The row has no fiscal code.",
            "Give 16 characters for a person, 11 digits for an entity, or ANONIMO."
        ),
        ErrorCode.Problem(
            409,
            "flow-not-cancellable",
            "The flow is confirmed or over and cannot be cancelled any more.",
            "Cancel its positions one by one."
        ),
        ErrorCode.Problem(404, "flow-not-found", "The organization has no such flow.", "Use an identifier of listFlows."),
        ErrorCode.Problem(
            409,
            "flow-not-ready",
            "The flow is not ready: it is still being checked, or was confirmed or cancelled.",
            "Wait until its rows have been checked, if it is being checked."
        ),
        ErrorCode.Problem(
            404,
            "flow-outcome-not-found",
            "The flow has no outcome yet, or could not be read.",
            "Wait until the flow is ready."
        ),
        ErrorCode.Problem(
            409,
            "flow-without-valid-rows",
            "No row of the flow is valid: nothing would be generated.",
            "Take rows back, or correct the file and upload it again."
        ),
        ErrorCode.Failure(
            "header-missing",
            "The first row of the file is empty.",
            "Put the names of the columns in the first row, as in the template."
        ),
        ErrorCode.Warning(
            "hidden-column",
            "A hidden column of the sheet was read.",
            "Nothing to do if it holds what is owed; else show, correct or delete it, and upload the file again."
        ),
        ErrorCode.Warning("hidden-row", "The row is hidden in the sheet and was read.", "Exclude it if it is not owed."),
        ErrorCode.Warning(
            "hidden-sheet",
            "A hidden sheet of the workbook was not read.",
            "Nothing to do if no rows there are owed; else show it, put it first, and upload the file again."
        ),
        ErrorCode.Row("name-missing", "The row has no name of the debtor.", "Write surname and name, or the name of the entity."),
        ErrorCode.Row("name-too-long", "The name is longer than the node takes.", "Abbreviate it."),
        ErrorCode.Failure("no-rows", "The file has no rows under the header.", "Export it again with the rows."),
        ErrorCode.Failure(
            "no-visible-sheet",
            "Every sheet of the workbook is hidden.",
            "Show the sheet that holds the rows, and upload the file again."
        ),
        ErrorCode.Field("row-not-found", "The flow has no such row.", "Use rowNumber as the list of rows gives it."),
        ErrorCode.Field("row-number-invalid", "The number is not that of a row.", "Use rowNumber as the list of rows gives it."),
        ErrorCode.Field("row-numbers-count", "The list does not hold from 1 to 1000 row numbers.", "Send the rows in several requests."),
        ErrorCode.Field(
            "row-rejected",
            "The row was rejected and cannot be taken back.",
            "Leave it out, or correct the file and upload it again."
        ),
        ErrorCode.Row("row-too-long", "The row has more characters than a row may have.", "Shorten its texts."),
        ErrorCode.Row("service-iban-inactive", "The account of the service is not active.", "Give the service an active IBAN."),
        ErrorCode.Row(
            "service-missing",
            "Neither the row nor the flow names a service.",
            "Fill the column, or give the flow a serviceCode."
        ),
        ErrorCode.Warning(
            "sheet-not-read",
            "Another sheet of the workbook was not read.",
            "Nothing to do if no rows there are owed; else send them as a file of their own."
        ),
        ErrorCode.Row("too-many-cells", "The row has more cells than the header.", "Put quotes around a cell that holds a separator."),
        ErrorCode.Failure(
            "too-many-columns",
            "The sheet is wider than what is read.",
            "Remove what stands to the right of the table, and upload the file again."
        ),
        ErrorCode.Failure("too-many-rows", "The file has more rows than a flow may have.", "Split it over several files."),
        ErrorCode.Failure("unknown-column", "The file has a column that is not of the layout.", "Correct its name or remove it."),
        ErrorCode.Warning(
            "unshown-value",
            "The cell holds a value that its number format does not show.",
            "Empty the cell if the value is not meant."
        ),
        ErrorCode.Failure(
            "wrong-encoding",
            "The file is not in the encoding it was read in, or in one that is not read.",
            "Save it as CSV UTF-8 or as .xlsx, or give the parameter encoding."
        ),
        ErrorCode.Failure(
            "xls-not-supported",
            "The file is an old Excel workbook (.xls) or a protected one.",
            "Save it as .xlsx without a password, or as CSV."
        ),
        ErrorCode.Failure(
            "xlsx-too-large",
            "The workbook unpacks to more than is opened.",
            "Remove unused sheets and formats, split the rows over several files, or send CSV."
        ),
        ErrorCode.Failure(
            "xlsx-unreadable",
            "The file looks like an Excel workbook and cannot be read as one.",
            "Open it, save it again as .xlsx without a password, and upload that."
        ),
    ];
}

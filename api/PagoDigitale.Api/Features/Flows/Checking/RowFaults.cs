using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// The faults that are looked for in MergeVerdicts.sql, in the order in which a row tells them: s is the row, sv its service, ib the
/// account of the service, ac the accertamento the row names and ad that of the service, sr and si the first rows with the same
/// content and the same code, tk the code as it is taken, tm the debtors whose rows are too much together. $6 is the day.
/// </summary>
internal static class RowFaults
{
    private const string OwnAccertamento = "s.accertamento_year IS NOT NULL AND s.accertamento_number IS NOT NULL";
    private const string NoAccertamento = "s.accertamento_year IS NULL AND s.accertamento_number IS NULL";

    public static readonly RowFault[] All =
    [
        new()
        {
            When = "s.service_code IS NOT NULL AND sv.service_code IS NULL",
            Field = "codice_servizio",
            Code = "service-not-found",
            Message = "The organization has no such service.",
            Remedy = "Use the code of a service that exists.",
            Value = "s.service_code",
        },
        new()
        {
            When = "NOT sv.is_active",
            Field = "codice_servizio",
            Code = "service-inactive",
            Message = "The service is not active.",
            Remedy = "Activate the service, or use another one.",
            Value = "s.service_code",
        },
        new()
        {
            When = PayableSql.IsPastDueDate("s", "sv", "$6"),
            Field = "data_scadenza",
            Code = "due-date-passed",
            Message = "The due date has passed and the service takes no late payments.",
            Remedy =
                "Give a day from today on, in the row or as the flow's defaultDueDate; or let the service be paid late "
                + "(keepPayableAfterDueDate) and load the row again.",
            Value = "to_char(s.due_date, 'DD/MM/YYYY')",
        },
        new()
        {
            When = $"s.amount_cents IS NULL AND NOT {StagedSql.IsRefused("s")}",
            Field = "importo",
            Code = "amount-missing",
            Message = "The amount is missing{CASE WHEN sv.service_code IS NULL THEN '.' ELSE ', and the service has no price.' END}",
            Remedy = "Write it like 1.234,56.",
        },
        new()
        {
            When = "NOT sv.allows_other_amounts AND s.amount_cents <> sv.amount_cents",
            Field = "importo",
            Code = "amount-not-the-price",
            Message = $"The price of the service is {{{Euro("sv.amount_cents")}}}.",
            Remedy = "Ask the price, or let the service take other amounts (allowsOtherAmounts).",
            Value = Euro("s.amount_cents"),
        },
        new()
        {
            When = "NOT ib.is_active",
            Field = "codice_servizio",
            Code = "service-iban-inactive",
            Message = "The account of the service is not active: {sv.iban}",
            Remedy = "Give the service an active IBAN.",
            Value = "s.service_code",
        },
        new()
        {
            When = $"{OwnAccertamento} AND ac.accertamento_id IS NULL",
            Field = "numero_accertamento",
            Code = "accertamento-not-found",
            Message = "The organization has no accertamento {s.accertamento_number} of {s.accertamento_year}.",
            Remedy = "Create it, or correct year and number.",
            Value = "s.accertamento_number",
        },
        new()
        {
            When = "NOT ac.is_active",
            Field = "numero_accertamento",
            Code = "accertamento-inactive",
            Message = "The accertamento is not active.",
            Remedy = "Activate it, or use another one.",
            Value = "s.accertamento_number",
        },
        new()
        {
            When = $"{NoAccertamento} AND NOT ad.is_active",
            Field = "codice_servizio",
            Code = "accertamento-inactive",
            Message = "The accertamento of the service is not active.",
            Remedy = "Name an active accertamento in the row, or change the service's.",
            Value = "s.service_code",
        },
        new()
        {
            When = "sr.first_row < s.row_number",
            Field = "riga",
            Code = "duplicate-row",
            Message = "The row equals row {sr.first_row}.",
            Remedy = "Remove it; if both are owed, give them different external codes.",
        },
        new()
        {
            When = "si.first_row < s.row_number AND NOT coalesce(sr.first_row < s.row_number, false)",
            Field = "codice_esterno",
            Code = "duplicate-external-id",
            Message = "Row {si.first_row} has the same external code.",
            Remedy = "Give each row its own external code.",
            Value = "s.external_id",
        },
        new()
        {
            When = $"NOT tk.is_cancelled AND NOT {TakenSql.IsRepeated}",
            Field = "codice_esterno",
            Code = "external-id-taken",
            Message = "A position with this external code exists already: issued as notice {tk.notice}, for another debt.",
            Remedy = "Correct the code, or remove the row: where only its terms have changed, change that position (changePosition).",
            Value = "s.external_id",
            Notice = "tk.notice",
        },
        new()
        {
            When = "tk.is_cancelled",
            Field = "codice_esterno",
            Code = "external-id-taken",
            Message = "A position with this external code exists and is cancelled: it was issued as notice {tk.notice}.",
            Remedy =
                "If it is owed after all reopen the position of that notice (reopenPosition). "
                + "If this is another debt give the row another code.",
            Value = "s.external_id",
            Notice = "tk.notice",
        },
        new()
        {
            When = "tm.debtor_fiscal_code IS NOT NULL",
            Field = "importo",
            Code = "amount-too-large",
            Message = "The rows of this debtor add up to more than 999.999.999,99.",
            Remedy = "Do not group this flow by debtor.",
        },
    ];

    private static string Euro(string cents) => $"replace(({cents} / 100.0)::numeric(13, 2)::text, '.', ',')";
}

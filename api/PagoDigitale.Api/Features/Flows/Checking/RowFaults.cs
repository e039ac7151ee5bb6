using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// The faults that are looked for in MergeVerdicts.sql, in the order in which a row tells them: s is the row, sv its service, ib the
/// account of the service, ac the accertamento the row names and ad that of the service, sr and si the first rows with the same
/// content and the same code, tk the code as it is taken, tm the debtors whose rows are too much together, pt what the other
/// rows of a payment option say. $6 is the day.
/// </summary>
internal static class RowFaults
{
    private const string OwnAccertamento = "s.accertamento_year IS NOT NULL AND s.accertamento_number IS NOT NULL";
    private const string NoAccertamento = "s.accertamento_year IS NULL AND s.accertamento_number IS NULL";

    /// <summary>Whether the rows of the payment option say that it can be paid late; null where they leave it to the service.</summary>
    private const string OwnAnswer = "coalesce(s.keep_payable_after_due_date, pt.keeps)";

    public static readonly RowFault[] All =
    [
        new()
        {
            When = "s.service_code IS NOT NULL AND sv.service_code IS NULL",
            Field = "codice_servizio",
            Code = "service-not-found",
            Message = MessageSql.Of(FlowVerdictTexts.NoService),
            Remedy = FlowVerdictTexts.UseService,
            Value = "s.service_code",
        },
        new()
        {
            When = "NOT sv.is_active",
            Field = "codice_servizio",
            Code = "service-inactive",
            Message = MessageSql.Of(FlowVerdictTexts.ServiceIsInactive),
            Remedy = FlowVerdictTexts.ActivateService,
            Value = "s.service_code",
        },
        new()
        {
            When = PayableSql.IsLate("s", OwnAnswer, "$6"),
            Field = "data_scadenza",
            Code = "due-date-passed",
            Message = MessageSql.Of(FlowVerdictTexts.DueDatePassedAsSaid),
            Remedy = FlowVerdictTexts.GiveLaterDueDateOrSayYes,
            Value = "to_char(s.due_date, 'DD/MM/YYYY')",
        },
        new()
        {
            When = $"{OwnAnswer} IS NULL AND {PayableSql.IsPastDueDate("s", "sv", "$6")}",
            Field = "data_scadenza",
            Code = "due-date-passed",
            Message = MessageSql.Of(FlowVerdictTexts.DueDatePassed),
            Remedy = FlowVerdictTexts.GiveLaterDueDate,
            Value = "to_char(s.due_date, 'DD/MM/YYYY')",
        },
        new()
        {
            When =
                "coalesce(s.valid_from, pt.first_day) > CASE WHEN coalesce(s.keep_payable_after_due_date, pt.keeps, "
                + "sv.keep_payable_after_due_date, true) THEN s.valid_until ELSE coalesce(s.due_date, s.valid_until) END "
                + "AND NOT coalesce(s.valid_until < coalesce(s.valid_from, pt.first_day), false)",
            Field = "data_inizio_validita",
            Code = "before-valid-from",
            Message = MessageSql.Of(OptionVerdictTexts.OverBeforeFirstDay),
            Remedy = OptionVerdictTexts.LetFallDueLater,
            Value = "to_char(coalesce(s.valid_from, pt.first_day), 'DD/MM/YYYY')",
        },
        new()
        {
            When = $"s.amount_cents IS NULL AND NOT {StagedSql.IsRefused("s")}",
            Field = "importo",
            Code = "amount-missing",
            Message =
                $"CASE WHEN sv.service_code IS NULL OR s.option_index IS NOT NULL THEN {MessageSql.Of(FlowVerdictTexts.NoAmount)} "
                + $"ELSE {MessageSql.Of(FlowVerdictTexts.NoAmountNorPrice)} END",
            Remedy = FlowVerdictTexts.GiveAmount,
        },
        new()
        {
            When = "NOT sv.allows_other_amounts AND s.amount_cents <> sv.amount_cents AND s.option_index IS NULL",
            Field = "importo",
            Code = "amount-not-the-price",
            Message = MessageSql.Of(FlowVerdictTexts.OtherPrice, Euro("sv.amount_cents")),
            Remedy = FlowVerdictTexts.AskPrice,
            Value = Euro("s.amount_cents"),
        },
        new()
        {
            When = "NOT ib.is_active",
            Field = "codice_servizio",
            Code = "service-iban-inactive",
            Message = MessageSql.Of(FlowVerdictTexts.IbanIsInactive, "sv.iban"),
            Remedy = FlowVerdictTexts.GiveIban,
            Value = "s.service_code",
        },
        new()
        {
            When = $"{OwnAccertamento} AND ac.accertamento_id IS NULL",
            Field = "numero_accertamento",
            Code = "accertamento-not-found",
            Message = MessageSql.Of(FlowVerdictTexts.NoAccertamento, "s.accertamento_number", "s.accertamento_year"),
            Remedy = FlowVerdictTexts.CreateAccertamento,
            Value = "s.accertamento_number",
        },
        new()
        {
            When = "NOT ac.is_active",
            Field = "numero_accertamento",
            Code = "accertamento-inactive",
            Message = MessageSql.Of(FlowVerdictTexts.AccertamentoIsInactive),
            Remedy = FlowVerdictTexts.ActivateAccertamento,
            Value = "s.accertamento_number",
        },
        new()
        {
            When = $"{NoAccertamento} AND NOT ad.is_active",
            Field = "codice_servizio",
            Code = "accertamento-inactive",
            Message = MessageSql.Of(FlowVerdictTexts.OfServiceIsInactive),
            Remedy = FlowVerdictTexts.NameAccertamento,
            Value = "s.service_code",
        },
        new()
        {
            When = "sr.first_row < s.row_number",
            Field = "riga",
            Code = "duplicate-row",
            Message = MessageSql.Of(FlowVerdictTexts.EqualRow, "sr.first_row"),
            Remedy = FlowVerdictTexts.RemoveEqual,
        },
        new()
        {
            When = "s.option_index IS NULL AND si.first_alone < s.row_number AND NOT coalesce(sr.first_row < s.row_number, false)",
            Field = "codice_esterno",
            Code = "duplicate-external-id",
            Message = MessageSql.Of(FlowVerdictTexts.EqualExternalId, "si.first_alone"),
            Remedy = FlowVerdictTexts.GiveOwnExternalId,
            Value = "s.external_id",
        },
        new()
        {
            When = $"NOT tk.is_cancelled AND NOT {TakenSql.IsRepeated}",
            Field = "codice_esterno",
            Code = "external-id-taken",
            Message = MessageSql.Of(FlowVerdictTexts.ExternalIdTaken, "tk.notice"),
            Remedy = FlowVerdictTexts.CorrectOrChange,
            Value = "s.external_id",
            Notice = "tk.notice",
        },
        new()
        {
            When = "tk.is_cancelled",
            Field = "codice_esterno",
            Code = "external-id-taken",
            Message = MessageSql.Of(FlowVerdictTexts.ExternalIdCancelled, "tk.notice"),
            Remedy = FlowVerdictTexts.Reopen,
            Value = "s.external_id",
            Notice = "tk.notice",
        },
        new()
        {
            When = "tm.debtor_fiscal_code IS NOT NULL",
            Field = "importo",
            Code = "amount-too-large",
            Message = MessageSql.Of(FlowVerdictTexts.SumTooLarge),
            Remedy = FlowVerdictTexts.DoNotGroup,
        },
    ];

    internal static string Euro(string cents) => $"replace(({cents} / 100.0)::numeric(13, 2)::text, '.', ',')";
}

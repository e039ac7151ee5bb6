using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// What can be wrong with rows that are instalments of one position, as a set: what createPosition refuses, and what only a file can do. pt
/// is the row with what the others say (OptionParts.sql). Where one row is refused the whole position is.
/// </summary>
internal static class OptionFaults
{
    private const string IsReduced = "pt.kind = 'reduced'";

    public static readonly RowFault[] All =
    [
        new()
        {
            When = "s.option_index IS NULL AND si.first_option IS NOT NULL",
            Field = "opzione",
            Code = "option-number-missing",
            Message = MessageSql.Of(OptionVerdictTexts.OthersAreInstalments, "si.first_option"),
            Remedy = OptionVerdictTexts.NameOptionToo,
            Value = "s.external_id",
        },
        new()
        {
            When = "s.option_index IS NOT NULL AND si.first_alone IS NOT NULL",
            Field = "riga",
            Code = "position-rejected",
            Message = MessageSql.Of(OptionVerdictTexts.OtherRowRejected, "si.first_alone"),
            Remedy = OptionVerdictTexts.CorrectRowsOfPosition,
        },
        new()
        {
            When =
                "pt.same_before IS NOT NULL AND NOT coalesce(sr.first_row < s.row_number, false) "
                + "AND NOT coalesce(s.errors @> '[{\"field\": \"rata\"}]' OR s.errors @> '[{\"field\": \"opzione\"}]', false)",
            Field = "rata",
            Code = "instalment-repeated",
            Message = MessageSql.Of(OptionVerdictTexts.InstalmentTwice, "pt.same_before"),
            Remedy = OptionVerdictTexts.NumberEachOnce,
            Value = "s.instalment_index",
        },
        new()
        {
            When = "pt.option_place <> s.option_index",
            Field = "opzione",
            Code = "option-missing",
            Message = MessageSql.Of(OptionVerdictTexts.OptionMissing, "pt.option_place", "s.option_index"),
            Remedy = OptionVerdictTexts.NumberOptions,
            Value = "s.option_index",
        },
        new()
        {
            When = "pt.last_index > pt.instalments",
            Field = "rata",
            Code = "instalment-missing",
            Message = MessageSql.Of(OptionVerdictTexts.InstalmentMissing, "s.option_index", "pt.instalments", "pt.last_index"),
            Remedy = OptionVerdictTexts.NumberInstalments,
            Value = "s.instalment_index",
        },
        new()
        {
            When = "s.due_date < pt.due_before",
            Field = "data_scadenza",
            Code = "due-dates-out-of-order",
            Message = MessageSql.Of(OptionVerdictTexts.DueBefore),
            Remedy = OptionVerdictTexts.OrderDueDates,
            Value = "to_char(s.due_date, 'DD/MM/YYYY')",
        },
        new()
        {
            When = "pt.differs",
            Field = "opzione",
            Code = "option-rows-differ",
            Message = MessageSql.Of(OptionVerdictTexts.OptionRowsDiffer, "s.option_index"),
            Remedy = OptionVerdictTexts.SaySameOfOption,
            Value = "s.option_index",
        },
        new()
        {
            When = "s.debtor_fiscal_code <> pt.head_fiscal_code",
            Field = "codice_fiscale",
            Code = "position-rows-differ",
            Message = MessageSql.Of(OptionVerdictTexts.PositionRowsDiffer, "pt.head_row"),
            Remedy = OptionVerdictTexts.SaySameOfPosition,
            Value = "s.debtor_fiscal_code",
        },
        new()
        {
            When = "s.service_code <> pt.head_service_code",
            Field = "codice_servizio",
            Code = "position-rows-differ",
            Message = MessageSql.Of(OptionVerdictTexts.PositionRowsDiffer, "pt.head_row"),
            Remedy = OptionVerdictTexts.SaySameOfPosition,
            Value = "s.service_code",
        },
        new()
        {
            When = $"pt.rows > {PaymentOptions.InstalmentsMax}",
            Field = "riga",
            Code = "instalments-count",
            Message = MessageSql.Of(OptionVerdictTexts.TooManyInstalments, "pt.rows", $"{PaymentOptions.InstalmentsMax}"),
            Remedy = OptionVerdictTexts.OfferFewer,
        },
        new()
        {
            When = "pt.kind IN ('single', 'reduced') AND pt.instalments > 1",
            Field = "tipo_opzione",
            Code = "option-kind-mismatch",
            Message = MessageSql.Of(OptionVerdictTexts.PaidAtOnce, "pt.instalments"),
            Remedy = OptionVerdictTexts.LeaveKindOpen,
        },
        new()
        {
            When = "pt.kind IN ('instalments', 'down-payment') AND pt.instalments = 1",
            Field = "tipo_opzione",
            Code = "option-kind-mismatch",
            Message = MessageSql.Of(OptionVerdictTexts.PaidInSeveral),
            Remedy = OptionVerdictTexts.LeaveKindOpen,
        },
        new()
        {
            When = $"NOT coalesce({IsReduced}, false) AND pt.cents <> pt.whole[2]",
            Field = "importo",
            Code = "payment-options-sum",
            Message = MessageSql.Of(
                OptionVerdictTexts.SumDiffers,
                RowFaults.Euro("pt.cents"),
                "pt.whole[1]",
                RowFaults.Euro("pt.whole[2]")
            ),
            Remedy = OptionVerdictTexts.AskTheSame,
            Value = RowFaults.Euro("s.amount_cents"),
        },
        new()
        {
            When = $"{IsReduced} AND NOT pt.is_all_reduced AND pt.cents >= pt.whole[2]",
            Field = "importo",
            Code = "reduction-not-smaller",
            Message = MessageSql.Of(OptionVerdictTexts.IsNotSmaller, RowFaults.Euro("pt.whole[2]"), "pt.whole[1]"),
            Remedy = OptionVerdictTexts.AskLess,
            Value = RowFaults.Euro("s.amount_cents"),
        },
        new()
        {
            When = "pt.is_all_reduced",
            Field = "tipo_opzione",
            Code = "reduction-of-nothing",
            Message = MessageSql.Of(OptionVerdictTexts.NothingToReduce),
            Remedy = OptionVerdictTexts.AddTheWhole,
        },
        new()
        {
            When = $"{IsReduced} AND s.valid_until IS NULL",
            Field = "data_fine_validita",
            Code = "reduction-without-end",
            Message = MessageSql.Of(OptionVerdictTexts.NeverEnds),
            Remedy = OptionVerdictTexts.GiveLastDay,
        },
        new()
        {
            When = $"NOT coalesce({IsReduced}, false) AND NOT sv.allows_other_amounts AND pt.cents <> sv.amount_cents",
            Field = "importo",
            Code = "amount-not-the-price",
            Message = MessageSql.Of(FlowVerdictTexts.OtherPrice, RowFaults.Euro("sv.amount_cents")),
            Remedy = FlowVerdictTexts.AskPrice,
            Value = RowFaults.Euro("s.amount_cents"),
        },
        new()
        {
            When = $"pt.cents > {EuroCents.Max}",
            Field = "importo",
            Code = "amount-too-large",
            Message = MessageSql.Of(OptionVerdictTexts.SumTooLarge),
            Remedy = OptionVerdictTexts.SplitDebt,
            Value = RowFaults.Euro("s.amount_cents"),
        },
    ];
}

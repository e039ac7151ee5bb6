using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// The statement that gives the rows of a flow their verdicts: for rows that stand alone or are grouped, and for each way to read
/// amounts.
/// </summary>
internal static class MergeVerdictsSql
{
    private const string Doubts = "coalesce(warnings, '[]') || doubts_of_code";

    private static readonly SqlText[] _alone = [.. Enum.GetValues<AmountPoints>().Select(p => Make(isGrouped: false, p))];
    private static readonly SqlText[] _grouped = [.. Enum.GetValues<AmountPoints>().Select(p => Make(isGrouped: true, p))];

    public static SqlText Of(bool isGrouped, AmountPoints points) => (isGrouped ? _grouped : _alone)[(int)points];

    private static SqlText Make(bool isGrouped, AmountPoints points) =>
        SqlText.Statement(
            typeof(MergeVerdictsSql),
            "MergeVerdicts.sql",
            ("staged", StagedSql.Of(points)),
            ("too_much", isGrouped ? TooMuch : "SELECT NULL::text AS debtor_fiscal_code, NULL::text AS service_code WHERE false"),
            ("taken", TakenSql.Found("staged")),
            ("amount", isGrouped ? "(sum(amount_cents) OVER same)::bigint" : "amount_cents"),
            ("due_date", isGrouped ? "min(due_date) OVER same" : "due_date"),
            ("same", isGrouped ? "WINDOW same AS (PARTITION BY debtor_fiscal_code, service_code)" : ""),
            ("issued", IssuedSql.Found("asked")),
            ("alike", IssuedSql.Alike("asked")),
            ("is_repeated", TakenSql.IsRepeated),
            ("faults", string.Join('\n', RowFaults.All.Select(f => f.ToSql()))),
            ("doubts", Doubts),
            ("repeated", IssuedSql.Warnings("issued_as", FlowVerdictTexts.SameDebt, Doubts)),
            ("looks_issued", IssuedSql.Warnings("issued_as", FlowVerdictTexts.IncludeIfOwedTwice, Doubts))
        );

    private static string TooMuch =>
        $"""
            SELECT debtor_fiscal_code, service_code FROM staged WHERE errors IS NULL AND debtor_fiscal_code <> 'ANONIMO'
            GROUP BY 1, 2 HAVING sum(amount_cents) > {EuroCents.Max}
            """;
}

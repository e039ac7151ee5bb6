using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// The statement that gives the rows of a flow their verdicts: for rows that stand alone or are grouped, with payment options and
/// without, and for each way to read amounts.
/// </summary>
internal static class MergeVerdictsSql
{
    private const string Doubts = "coalesce(warnings, '[]') || doubts_of_code";

    private static readonly SqlText[] _statements =
    [
        .. from isGrouped in (bool[])[false, true]
        from hasOptions in (bool[])[false, true]
        from points in Enum.GetValues<AmountPoints>()
        select Make(isGrouped, hasOptions, points),
    ];

    public static SqlText Of(bool isGrouped, bool hasOptions, AmountPoints points) =>
        _statements[(((isGrouped ? 2 : 0) + (hasOptions ? 1 : 0)) * Enum.GetValues<AmountPoints>().Length) + (int)points];

    private static SqlText Make(bool isGrouped, bool hasOptions, AmountPoints points)
    {
        List<RowFault> faults = [.. RowFaults.All, .. hasOptions ? OptionFaults.All : []];
        return SqlText.Statement(
            typeof(MergeVerdictsSql),
            "MergeVerdicts.sql",
            ("staged", StagedSql.Of(points)),
            ("too_much", isGrouped ? TooMuch : "SELECT NULL::text AS debtor_fiscal_code, NULL::text AS service_code WHERE false"),
            ("parts", OptionRowsSql.Parts(hasOptions)),
            ("taken", TakenSql.Found("staged")),
            ("shape_of_row", TakenSql.ShapeOf("s")),
            ("amount", isGrouped ? "(sum(amount_cents) OVER same)::bigint" : "amount_cents"),
            ("due_date", isGrouped ? "min(due_date) OVER same" : "due_date"),
            (
                "at_once",
                hasOptions ? "AND (option_index IS NULL OR row_number IN (SELECT row_number FROM parts WHERE instalments = 1))" : ""
            ),
            ("same", isGrouped ? $"WINDOW same AS (PARTITION BY {OptionRowsSql.GroupKey})" : ""),
            ("issued", IssuedSql.Found("asked")),
            ("alike", IssuedSql.Alike("asked")),
            ("is_repeated", TakenSql.IsRepeated),
            ("taken_notice", hasOptions ? TakenSql.NoticeOf("tk", "s") : "tk.notice"),
            ("is_any", string.Join(" OR ", faults.Select(f => $"({f.When})"))),
            ("faults", string.Join('\n', faults.Select(f => f.ToSql()))),
            ("doubts", Doubts),
            ("repeated", IssuedSql.Warnings("issued_as", FlowVerdictTexts.SameDebt, Doubts)),
            ("looks_issued", IssuedSql.Warnings("issued_as", FlowVerdictTexts.IncludeIfOwedTwice, Doubts))
        );
    }

    private static string TooMuch =>
        $"""
            SELECT debtor_fiscal_code, service_code FROM staged
            WHERE errors IS NULL AND debtor_fiscal_code <> 'ANONIMO' AND option_index IS NULL
            GROUP BY 1, 2 HAVING sum(amount_cents) > {EuroCents.Max}
            """;
}

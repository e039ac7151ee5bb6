using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>Rows that are one instalment of a position, told apart by their external code: one of them alone is nothing.</summary>
internal static class OptionRowsSql
{
    /// <summary>
    /// What a row adds to what a flow asks for: payment options are alternatives, and the first is the one that is owed at first.
    /// </summary>
    public const string OwedCents = "CASE WHEN r.option_index > 1 THEN 0 ELSE r.amount_cents END";

    /// <summary>The same of rows that have no name in the statement.</summary>
    public const string OwnOwedCents = "CASE WHEN option_index > 1 THEN 0 ELSE amount_cents END";

    /// <summary>The fault of a row of which nobody knows what option it is of.</summary>
    public const string UnreadOption = """'[{"field": "opzione", "code": "option-number-invalid"}]'""";

    /// <summary>What rows have in common that one position is made of: a row of a payment option goes with none, but its own.</summary>
    public const string GroupKey = "debtor_fiscal_code, service_code, CASE WHEN option_index IS NOT NULL THEN row_number END";

    /// <summary>
    /// The common table <c>parts</c> of the rows of <c>staged</c>. Files without payment options have the same without rows, so that the
    /// planner does not think of any.
    /// </summary>
    public static SqlText Parts(bool hasOptions) =>
        hasOptions ? SqlText.Part(typeof(OptionRowsSql), "OptionParts.sql", ("staged", "staged")) : _none;

    /// <summary>
    /// Rejects what is left of positions of flow $2 of which a row is rejected, and leaves out what is left of those of which a row is
    /// left out; the flow counts them. How many of either. $1 is the organization.
    /// </summary>
    public static SqlText SettleWholes { get; } =
        SqlText.Statement(
            typeof(OptionRowsSql),
            "SettleWholes.sql",
            ("owed_cents", OwedCents),
            ("code", "position-rejected"),
            ("rejected", MessageSql.Of(OptionVerdictTexts.OtherRowRejected, "b.row_number")),
            ("correct_rows", MessageSql.Of(OptionVerdictTexts.CorrectOtherRow, "b.row_number"))
        );

    /// <summary>Rows $3 of flow $2 with all others of the positions they belong to. $1 is the organization.</summary>
    public const string WithOthers = """
        SELECT unnest($3::int[])
        UNION
        SELECT o.row_number FROM flow_rows r JOIN flow_rows o ON o.organization_id = $1 AND o.flow_id = $2
            AND o.external_id = r.external_id AND o.option_index IS NOT NULL AND o.verdict <> 'generated'
        WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = ANY ($3) AND r.option_index IS NOT NULL
        """;

    private static readonly SqlText _none = SqlText.Part(typeof(OptionRowsSql), "NoOptionParts.sql");
}

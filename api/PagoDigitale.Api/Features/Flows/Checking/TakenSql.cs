using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// External codes that are taken: by a position, or by a row that was grouped into one. The code says which debt it is; where the
/// position asks for the same (debtor, service, amount, due date) the row repeats it, else the code is a mistake. $1 is the organization.
/// </summary>
internal static class TakenSql
{
    /// <summary>
    /// The common table <c>taken</c>: the codes of a relation that are taken, one row for each, with the notice and what it asks for.
    /// </summary>
    public static SqlText Found(string asked) =>
        SqlText.Part(typeof(TakenSql), "TakenCodes.sql", ("asked", asked), ("shape_of_instalment", ShapeOf("i")));

    /// <summary>What one instalment asks for: of all of a position, in their order, it is what the position asks for.</summary>
    public static string ShapeOf(string row) =>
        $"{row}.option_index || '/' || {row}.instalment_index || '/' || {row}.amount_cents || '/' || coalesce({row}.due_date::text, '')";

    /// <summary>
    /// The notice of a code of <c>taken</c> t that a row r asks for again: of an instalment that of the same one, if it is there.
    /// </summary>
    public static string NoticeOf(string t, string r) =>
        $"""
            CASE WHEN {r}.option_index IS NULL THEN {t}.notice ELSE coalesce((
                SELECT max(n.notice_number) FROM door.instalments n
                WHERE n.organization_id = $1 AND n.position_id = {t}.position_id AND n.option_index = {r}.option_index
                    AND n.instalment_index = {r}.instalment_index AND n.state <> 'replaced'), {t}.notice) END
            """;

    /// <summary>
    /// Whether row s of the check repeats what its code is taken by. Of grouped rows it is what all of them ask for together (a) that
    /// counts, as it is what the position asks for.
    /// </summary>
    public static string IsRepeated { get; } =
        IsSame(
            "tk",
            "s",
            "coalesce(a.amount_cents, s.amount_cents)",
            "CASE WHEN a.row_number IS NULL THEN s.due_date ELSE a.due_date END",
            "sh.shape"
        );

    /// <summary>
    /// Whether a code of <c>taken</c> t is that of the very debt a row r asks for; of a row that is one instalment, together with the
    /// others of its position.
    /// </summary>
    public static string IsSame(string t, string r, string amount, string dueDate, string shape) =>
        $"""
            coalesce(NOT {t}.is_cancelled AND {t}.debtor_fiscal_code = {r}.debtor_fiscal_code AND {t}.service_code = {r}.service_code
                AND CASE WHEN {r}.option_index IS NULL
                    THEN {t}.amount_cents = {amount} AND {t}.due_date = coalesce({dueDate}, 'infinity')
                    ELSE {t}.shape = {shape} END, false)
            """;
}

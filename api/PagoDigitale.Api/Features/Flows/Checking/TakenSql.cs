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
    public static SqlText Found(string asked) => SqlText.Part(typeof(TakenSql), "TakenCodes.sql", ("asked", asked));

    /// <summary>
    /// Whether row s of the check repeats what its code is taken by. Of grouped rows it is what all of them ask for together (a) that
    /// counts, as it is what the position asks for.
    /// </summary>
    public static string IsRepeated { get; } =
        IsSame("tk", "s", "coalesce(a.amount_cents, s.amount_cents)", "CASE WHEN a.row_number IS NULL THEN s.due_date ELSE a.due_date END");

    /// <summary>Whether a code of <c>taken</c> t is that of the very debt a row r asks for.</summary>
    public static string IsSame(string t, string r, string amount, string dueDate) =>
        $"""
            coalesce(NOT {t}.is_cancelled AND {t}.debtor_fiscal_code = {r}.debtor_fiscal_code AND {t}.service_code = {r}.service_code
                AND {t}.amount_cents = {amount} AND {t}.due_date = coalesce({dueDate}, 'infinity'), false)
            """;
}

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// External codes that are taken: by a position, or by a row that was grouped into one. The code says which debt it is; where the
/// position asks for the same (debtor, service, amount, due date) the row repeats it, else the code is a mistake. $1 is the organization.
/// </summary>
internal static class TakenSql
{
    public const string Remedy =
        "Nothing to do: the external code says that it is the same debt. If it is owed twice, give the row another code and "
        + "upload it again.";

    /// <summary>
    /// The common table <c>taken</c>: the codes of a relation that are taken, one row for each, with the notice and what it asks for.
    /// </summary>
    public static string Found(string asked) =>
        $"""
            bearers AS MATERIALIZED (
                SELECT DISTINCT ON (external_id) external_id, position_id
                FROM (
                    SELECT external_id, position_id, 1 AS rank FROM door.positions
                    WHERE organization_id = $1 AND external_id IN (SELECT external_id FROM {asked} WHERE external_id IS NOT NULL)
                    UNION ALL
                    SELECT external_id, position_id, 2 FROM flow_rows
                    WHERE organization_id = $1 AND is_grouped
                      AND external_id IN (SELECT external_id FROM {asked} WHERE external_id IS NOT NULL)) b
                ORDER BY external_id, rank),
            taken AS MATERIALIZED (
                SELECT b.external_id, min(i.notice_number) AS notice, bool_or(p.state = 'cancelled') AS is_cancelled,
                    min(p.debtor_fiscal_code) AS debtor_fiscal_code, min(p.service_code) AS service_code,
                    min(p.amount_cents) FILTER (WHERE i.amount_cents = p.amount_cents) AS amount_cents,
                    coalesce(min(i.due_date) FILTER (WHERE i.amount_cents = p.amount_cents), 'infinity') AS due_date
                FROM bearers b
                JOIN door.positions p ON p.organization_id = $1 AND p.position_id = b.position_id
                JOIN door.instalments i ON i.organization_id = $1 AND i.position_id = b.position_id
                GROUP BY b.external_id)
            """;

    /// <summary>Whether a code of <c>taken</c> t is that of the very debt a row r asks for.</summary>
    public static string IsSame(string t, string r, string amount, string dueDate) =>
        $"""
            coalesce(NOT {t}.is_cancelled AND {t}.debtor_fiscal_code = {r}.debtor_fiscal_code AND {t}.service_code = {r}.service_code
                AND {t}.amount_cents = {amount} AND {t}.due_date = coalesce({dueDate}, 'infinity'), false)
            """;
}

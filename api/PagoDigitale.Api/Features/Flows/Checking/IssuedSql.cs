using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Rows that ask for what was issued already: same debtor, service, amount and due date. An external code tells two debts apart
/// when both have one. Asked when a flow is checked, and again when its rows are issued. $1 is the organization.
/// </summary>
public static class IssuedSql
{
    /// <summary>What a person decided: a valid row that has it was included by hand.</summary>
    public const string LooksIssued = "coalesce(warnings @> '[{\"code\": \"already-issued\"}]', false)";

    /// <summary>
    /// Of a relation (debtor_fiscal_code, service_code, amount_cents): the common table <c>issued</c>, one row for each debt that its
    /// debtors were asked for. Debtor by debtor, and by nothing else: of an organization that is just loading, the planner takes the index
    /// of the service for as good, and reads all positions of the service for each row.
    /// </summary>
    /// <param name="and">Another condition on the positions p.</param>
    public static string Found(string asked, string and = "") =>
        $"""
            debtors_asked AS MATERIALIZED (SELECT DISTINCT debtor_fiscal_code FROM {asked}),
            issued AS MATERIALIZED (
                SELECT p.debtor_fiscal_code, p.service_code, i.amount_cents, coalesce(i.due_date, 'infinity') AS due_date,
                    min(i.notice_number) AS notice, min(i.notice_number) FILTER (WHERE p.external_id IS NULL) AS notice_without_id
                FROM debtors_asked d
                CROSS JOIN LATERAL (
                    SELECT o.position_id, o.debtor_fiscal_code, o.service_code, o.amount_cents, o.external_id, o.state, o.flow_id
                    FROM door.positions o
                    WHERE o.organization_id = $1 AND o.debtor_fiscal_code = d.debtor_fiscal_code OFFSET 0) p
                JOIN door.instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
                    -- Of several payment options each that is paid at once: whichever was written first.
                    AND (i.amount_cents = p.amount_cents OR EXISTS (SELECT FROM door.payment_options a WHERE a.organization_id = $1
                        AND a.position_id = i.position_id AND a.option_index = i.option_index AND a.kind IN ('single', 'reduced')))
                WHERE p.state <> 'cancelled' {and} GROUP BY 1, 2, 3, 4)
            """;

    /// <summary>
    /// The common table <c>alike</c>: the rows of a relation (row_number besides) that look like a debt of <c>issued</c>, with its notice.
    /// Sorted together and not joined: whatever the planner expects of either, it cannot loop over one for each row of the other.
    /// </summary>
    /// <param name="more">Further columns of the relation, each with its type.</param>
    public static string Alike(string asked, params (string Name, string Type)[] more)
    {
        var names = string.Concat(more.Select(m => ", " + m.Name));
        var nulls = string.Concat(more.Select(m => ", NULL::" + m.Type));
        return $"""
            alike AS MATERIALIZED (
                SELECT row_number, debtor_fiscal_code, service_code, notice, notice_without_id{names}
                FROM (
                    SELECT row_number, debtor_fiscal_code, service_code{names}, min(notice) OVER same AS notice,
                        min(notice_without_id) OVER same AS notice_without_id
                    FROM (
                        SELECT row_number, debtor_fiscal_code, service_code, amount_cents, coalesce(due_date,
                            'infinity') AS due_date{names},
                            NULL::text AS notice, NULL::text AS notice_without_id FROM {asked}
                        UNION ALL
                        SELECT NULL, debtor_fiscal_code, service_code, amount_cents, due_date{nulls}, notice, notice_without_id
                            FROM issued) both_sides
                    WINDOW same AS (PARTITION BY debtor_fiscal_code, service_code, amount_cents, due_date)) found
                WHERE row_number IS NOT NULL)
            """;
    }

    /// <summary>The warnings of a row with one more, for the notice that an expression gives.</summary>
    public static string Warnings(string notice, Wording remedy, string warnings = "coalesce(warnings, '[]')") =>
        $"""
            {warnings} || jsonb_build_array(jsonb_build_object('field', 'riga', 'code', 'already-issued',
                'message', {MessageSql.Of(FlowVerdictTexts.AlreadyIssued, notice)}, 'remedy', {MessageSql.Of(remedy)},
                'value', {notice}, 'noticeNumber', {notice}))
            """;
}

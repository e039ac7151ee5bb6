namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Rows that ask for what was issued already: same debtor, service, amount and due date. An external code tells two debts apart
/// when both have one. Asked when a flow is checked, and again when its rows are issued. $1 is the organization.
/// </summary>
public static class IssuedSql
{
    /// <summary>What a person decided: a valid row that has it was included by hand.</summary>
    public const string LooksIssued = "coalesce(warnings @> '[{\"code\": \"already-issued\"}]', false)";

    /// <summary>Of a relation <c>a</c> (debtor_fiscal_code, service_code, amount_cents, due_date): the positions p and instalments i that are the same debt.</summary>
    public const string Same = """
        positions p
        JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id AND i.amount_cents = p.amount_cents
            AND coalesce(i.due_date, 'infinity') = coalesce(a.due_date, 'infinity')
        WHERE p.organization_id = $1 AND p.debtor_fiscal_code = a.debtor_fiscal_code AND p.service_code = a.service_code
            AND p.amount_cents = a.amount_cents AND p.state <> 'cancelled'
        """;

    public const string Notices = "min(i.notice_number) AS notice, min(i.notice_number) FILTER (WHERE p.external_id IS NULL) AS notice_without_id";

    /// <summary>The warnings of a row with one more, for the notice that an expression gives.</summary>
    public static string Warnings(string notice, string remedy, string warnings = "coalesce(warnings, '[]')") => $"""
        {warnings} || jsonb_build_array(jsonb_build_object('field', 'riga', 'code', 'already-issued',
            'message', 'Already issued as notice '||{notice}||': same debtor, service, amount and due date. The row is excluded.',
            'remedy', '{remedy}', 'value', {notice}, 'noticeNumber', {notice}))
        """;
}

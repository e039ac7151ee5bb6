using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>The statements of a chunk. Each works on the whole chunk; <c>BETWEEN</c> keeps the scans of flow_rows short.</summary>
public static class FlowChunkSql
{
    /// <summary>Nobody knows whose the anonymous rows are: each is alone.</summary>
    private const string SameGroup = """
        WINDOW same AS (PARTITION BY debtor_fiscal_code, service_code, CASE WHEN debtor_fiscal_code = 'ANONIMO' THEN row_number END)
        """;

    /// <summary>
    /// Rows whose code a position has taken since the check: those that ask for what it asks for are left out as issued already, the
    /// others are rejected. How many of either.
    /// </summary>
    public static string SettleTaken(bool isGrouped) =>
        $"""
            WITH asked AS MATERIALIZED (
                SELECT row_number, external_id, debtor_fiscal_code, service_code,
                    {(isGrouped ? "(sum(amount_cents) OVER same)::bigint" : "amount_cents")} AS amount_cents,
                    {(isGrouped ? "min(due_date) OVER same" : "due_date")} AS due_date
                FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND row_number = ANY ($3) AND verdict = 'valid'
                {(isGrouped ? SameGroup : "")}),
            {TakenSql.Found("asked")},
            judged AS MATERIALIZED (
                SELECT a.row_number, t.notice, {TakenSql.IsSame("t", "a", "a.amount_cents", "a.due_date")} AS is_same
                FROM asked a JOIN taken t ON t.external_id = a.external_id),
            settled AS (
                UPDATE flow_rows r SET verdict = CASE WHEN j.is_same THEN 'excluded' ELSE 'rejected' END,
                    warnings = CASE WHEN j.is_same
                        THEN {IssuedSql.Warnings("j.notice", TakenSql.Remedy, "coalesce(r.warnings, '[]')")} ELSE r.warnings END,
                    errors = CASE WHEN NOT j.is_same THEN jsonb_build_array(jsonb_build_object(
                        'field', 'codice_esterno', 'code', 'external-id-taken',
                        'message', 'A position with this external code was created meanwhile, for another debt.',
                        'remedy', 'Correct the code and upload the row again; where only its terms have changed, '
                            || 'change that position (changePosition).',
                        'value', r.external_id, 'noticeNumber', j.notice)) END
                FROM judged j
                WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = j.row_number AND r.row_number = ANY ($3)
                  AND r.verdict = 'valid'
                RETURNING r.amount_cents, j.is_same, j.is_same AND jsonb_array_length(r.warnings) = 1 AS is_first),
            moved AS (
                SELECT (count(*) FILTER (WHERE is_same))::int AS excluded, (count(*) FILTER (WHERE NOT is_same))::int AS rejected,
                    coalesce(sum(amount_cents) FILTER (WHERE is_same), 0)::bigint AS excluded_cents,
                    coalesce(sum(amount_cents) FILTER (WHERE NOT is_same), 0)::bigint AS rejected_cents,
                    (count(*) FILTER (WHERE is_first))::int AS warned
                FROM settled)
            UPDATE flows f SET rows_warned = f.rows_warned + m.warned,
                rows_valid = f.rows_valid - m.excluded - m.rejected, valid_cents = f.valid_cents - m.excluded_cents - m.rejected_cents,
                rows_excluded = f.rows_excluded + m.excluded, excluded_cents = f.excluded_cents + m.excluded_cents,
                rows_rejected = f.rows_rejected + m.rejected, rejected_cents = f.rejected_cents + m.rejected_cents
            FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.excluded + m.rejected > 0
            RETURNING m.excluded, m.rejected
            """;

    /// <summary>
    /// Between check and confirmation days go by, and the service may have stopped taking late payments: nothing is born expired.
    /// </summary>
    public static readonly string RejectOver = $"""
        WITH overdue AS (
            UPDATE flow_rows r SET verdict = 'rejected', errors = jsonb_build_array(CASE WHEN {PayableSql.IsPastLastDay("r", "$5")}
                THEN jsonb_build_object('field', 'data_fine_validita', 'code', 'valid-until-passed',
                    'message', 'The last day of payment has passed meanwhile.',
                    'remedy', 'Upload the row again with a day to come.', 'value', to_char(r.valid_until, 'DD/MM/YYYY'))
                ELSE jsonb_build_object('field', 'data_scadenza', 'code', 'due-date-passed',
                    'message', 'The due date has passed meanwhile, or the service has stopped taking late payments.',
                    'remedy', 'Upload the row again with a day to come, or when the service can be paid late (keepPayableAfterDueDate).',
                    'value', to_char(r.due_date, 'DD/MM/YYYY')) END)
            FROM door.services s
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number BETWEEN $3 AND $4 AND r.verdict = 'valid'
              AND s.organization_id = $1 AND s.service_code = r.service_code AND {PayableSql.IsOver("r", "s", "$5")}
            RETURNING r.amount_cents),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents FROM overdue)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_rejected = f.rows_rejected + m.rows, rejected_cents = f.rejected_cents + m.cents
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rows > 0
        RETURNING m.rows
        """;

    /// <summary>
    /// Rows that somebody else has issued since the check, with the notice. Of grouped rows the position they would make counts, and
    /// all of them are left out or none. What a person has included by hand is issued; so is what this very flow repeats.
    /// </summary>
    public static string Issued(bool isGrouped) =>
        $"""
        WITH asked AS MATERIALIZED (
            SELECT row_number, debtor_fiscal_code, service_code, external_id, {IssuedSql.LooksIssued} AS is_included,
                {(isGrouped ? "(sum(amount_cents) OVER same)::bigint" : "amount_cents")} AS amount_cents,
                {(isGrouped ? "min(due_date) OVER same" : "due_date")} AS due_date
            FROM flow_rows
            WHERE organization_id = $1 AND flow_id = $2 AND row_number BETWEEN $4 AND $5 AND row_number = ANY ($3) AND verdict = 'valid'
              AND debtor_fiscal_code <> 'ANONIMO'
            {(isGrouped ? "WINDOW same AS (PARTITION BY debtor_fiscal_code, service_code)" : "")}),
        {IssuedSql.Found("asked", "AND p.flow_id IS DISTINCT FROM $2")},
        {IssuedSql.Alike("asked", ("external_id", "text"), ("is_included", "boolean"))},
        found AS (
            SELECT row_number, debtor_fiscal_code, service_code,
                CASE WHEN is_included THEN NULL WHEN external_id IS NULL THEN notice ELSE notice_without_id END AS notice
            FROM alike)
        {(isGrouped
            ? """
                SELECT row_number, notice
                FROM (SELECT *, bool_and(notice IS NOT NULL) OVER (PARTITION BY debtor_fiscal_code, service_code) AS is_whole FROM found) f
                WHERE is_whole
                """
            : "SELECT row_number, notice FROM found WHERE notice IS NOT NULL")}
        """;

    public static readonly string ExcludeIssued = $"""
        WITH issued AS (
            UPDATE flow_rows r SET verdict = 'excluded', warnings =
                {IssuedSql.Warnings(
            "n.notice",
            "It was issued after this flow was checked. Nothing to do if it is the same debt. "
                + "If it is owed twice, upload the row again and include it (includeFlowRows)."
        )}
            FROM unnest($3::int[], $4::text[]) AS n(row_number, notice)
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = n.row_number AND r.verdict = 'valid'
            RETURNING r.amount_cents, jsonb_array_length(r.warnings) = 1 AS is_first),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents,
            (count(*) FILTER (WHERE is_first))::int AS warned FROM issued)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_excluded = f.rows_excluded + m.rows, excluded_cents = f.excluded_cents + m.cents, rows_warned = f.rows_warned + m.warned
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2
        """;

    /// <summary>Between check and confirmation a taxonomy may have been loaded, or the code of a service have ended.</summary>
    public const string RejectUnlisted = """
        WITH unlisted AS (
            UPDATE flow_rows r SET verdict = 'rejected', errors = jsonb_build_array(u.fault)
            FROM jsonb_to_recordset($5::jsonb) AS u("serviceCode" text, fault jsonb)
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number BETWEEN $3 AND $4 AND r.verdict = 'valid'
              AND r.service_code = u."serviceCode"
            RETURNING r.amount_cents),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents FROM unlisted)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_rejected = f.rows_rejected + m.rows, rejected_cents = f.rejected_cents + m.cents
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rows > 0
        RETURNING m.rows
        """;

    /// <summary>The next valid rows; when grouped, together with all the others of the same debtors.</summary>
    public static string Pick(bool isGrouped) =>
        isGrouped
            ? """
                WITH heads AS (
                    SELECT DISTINCT debtor_fiscal_code, service_code
                    FROM (
                        SELECT debtor_fiscal_code, service_code FROM flow_rows
                        WHERE organization_id = $1 AND flow_id = $2 AND verdict = 'valid' ORDER BY row_number LIMIT $3) f)
                SELECT row_number, debtor_fiscal_code, service_code, external_id IS NOT NULL
                FROM flow_rows r JOIN heads h USING (debtor_fiscal_code, service_code)
                WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.verdict = 'valid' ORDER BY row_number
                """
            : """
                SELECT row_number, debtor_fiscal_code, service_code, external_id IS NOT NULL
                FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND verdict = 'valid' ORDER BY row_number LIMIT $3
                """;

    /// <summary>The rows as debts of which positions are made.</summary>
    public const string Draft = $"""
        INSERT INTO {PositionSetWriter.Table} (place, external_id, service_code, unit_code, description, debtor_type, debtor_fiscal_code,
            debtor_name, debtor_address, debtor_email, debtor_pec, amount_cents, due_date, valid_until, accertamento_id)
        SELECT row_number, external_id, service_code, $6::text, description, debtor_type, debtor_fiscal_code,
            debtor_name, debtor_address, debtor_email, debtor_pec, amount_cents, due_date, valid_until, accertamento_id
        FROM flow_rows
        WHERE organization_id = $1 AND flow_id = $2 AND row_number BETWEEN $4 AND $5 AND row_number = ANY ($3) AND verdict = 'valid'
        """;

    /// <summary>Marks the rows with what was made of them, and counts them.</summary>
    public const string Mark = """
        WITH generated AS (
            UPDATE flow_rows r SET verdict = 'generated', position_id = n.position_id, instalment_id = n.instalment_id,
                notice_number = n.notice_number, is_grouped = n.is_grouped
            FROM unnest($3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::boolean[])
                AS n(row_number, position_id, instalment_id, notice_number, is_grouped)
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number BETWEEN $8 AND $9 AND r.row_number = n.row_number
              AND r.verdict = 'valid'
            RETURNING r.amount_cents),
        moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents FROM generated)
        UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
            rows_generated = f.rows_generated + m.rows, generated_cents = f.generated_cents + m.cents
        FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2
        """;
}

using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Checks the staged rows of a flow against the database and against each other, and makes them its rows. A few statements
/// over the whole set; running them again gives the same rows.
/// </summary>
public sealed class FlowVerdictWriter(TenantSession session, FlowTaxonomyQueries taxonomy, TimeProvider clock)
{
    private const int TimeoutSeconds = 3600;
    private const string WithDoubts = "coalesce(warnings, '[]') || doubts_of_code";

    /// <summary>Of grouped rows it is what all of them ask for together that counts, as it is what the position asks for.</summary>
    private static readonly string IsRepeated = TakenSql.IsSame(
        "tk",
        "s",
        "coalesce(a.amount_cents, s.amount_cents)",
        "CASE WHEN a.row_number IS NULL THEN s.due_date ELSE a.due_date END"
    );

    /// <param name="rowsRead">How many the file has: each gets its verdict or nothing is written.</param>
    public async Task WriteAsync(FlowRecord flow, int rowsRead, AmountStyle amounts, CancellationToken ct)
    {
        // What somebody decided stays: rows excluded by hand, and rows taken back although they look issued already.
        var excluded = await RowsAsync(flow.Id, $"verdict = 'excluded' AND NOT {IssuedSql.LooksIssued}", ct);
        var confirmed = await RowsAsync(flow.Id, $"verdict = 'valid' AND {IssuedSql.LooksIssued}", ct);
        var codes = await taxonomy.FaultsAsync(
            "s.service_code IN (SELECT service_code FROM staged_flow_rows WHERE organization_id = $1 AND flow_id = $2)",
            ct,
            flow.Id
        );
        // Staging has no statistics: told nothing, the planner takes the file for one row and loops over it for each of its rows.
        await session.ExecuteAsync("SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off; SET LOCAL jit = off", ct);
        await ExecuteAsync("DELETE FROM flow_rows WHERE organization_id = $1 AND flow_id = $2", ct, session.Organization, flow.Id);
        var verdicts = await ExecuteAsync(
            Merge(flow.Parameters.GroupByDebtor, amounts),
            ct,
            session.Organization,
            flow.Id,
            excluded,
            confirmed,
            FlowTaxonomyQueries.Json(codes)
        );
        if (verdicts != rowsRead)
            throw new InvalidOperationException(
                $"Of flow {flow.PublicId} {rowsRead} rows were read and {verdicts} are staged: the database lost some on the way, and the file is read again."
            );
        await FlowStaging.ClearAsync(session, flow.Id, ct);
    }

    private async Task<int[]> RowsAsync(Guid flow, string condition, CancellationToken ct) =>
        await session.ScalarAsync<int[]>(
            $"SELECT array_agg(row_number) FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND {condition}",
            ct,
            session.Organization,
            flow
        ) ?? [];

    /// <summary>Counts and sums of the verdicts, into the flow.</summary>
    public Task CountAsync(Guid flow, CancellationToken ct) =>
        ExecuteAsync(
            """
            WITH totals AS (
                SELECT count(*)::int AS rows, (count(*) FILTER (WHERE warnings IS NOT NULL))::int AS warned,
                    count(*) FILTER (WHERE verdict = 'valid')::int AS valid, coalesce(sum(amount_cents) FILTER (WHERE verdict = 'valid'), 0)::bigint AS valid_cents,
                    count(*) FILTER (WHERE verdict = 'rejected')::int AS rejected, coalesce(sum(amount_cents) FILTER (WHERE verdict = 'rejected'), 0)::bigint AS rejected_cents,
                    count(*) FILTER (WHERE verdict = 'excluded')::int AS excluded, coalesce(sum(amount_cents) FILTER (WHERE verdict = 'excluded'), 0)::bigint AS excluded_cents
                FROM flow_rows WHERE organization_id = $1 AND flow_id = $2)
            UPDATE flows f SET rows_total = t.rows, processed_rows = t.rows, rows_valid = t.valid, rows_rejected = t.rejected, rows_excluded = t.excluded, rows_warned = t.warned,
                valid_cents = t.valid_cents, rejected_cents = t.rejected_cents, excluded_cents = t.excluded_cents
            FROM totals t WHERE f.organization_id = $1 AND f.flow_id = $2
            """,
            ct,
            session.Organization,
            flow
        );

    private async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = session.Command(sql, values);
        command.CommandTimeout = TimeoutSeconds;
        return await command.ExecuteNonQueryAsync(ct);
    }

    private string Today => $"DATE '{RomeTime.LegalDate(clock.GetUtcNow()):yyyy-MM-dd}'";

    /// <summary>The first of two equal rows stays; so does the first that bears an external code.</summary>
    private string Merge(bool isGrouped, AmountStyle amounts) =>
        $"""
        WITH {StagedSql.Of(amounts)},
        same_row AS MATERIALIZED (SELECT content_hash, min(row_number) AS first_row FROM staged GROUP BY content_hash HAVING count(*) > 1),
        same_id AS MATERIALIZED (SELECT external_id, min(row_number) AS first_row FROM staged WHERE external_id IS NOT NULL GROUP BY external_id HAVING count(*) > 1),
        too_much AS MATERIALIZED ({(isGrouped
            ? $"SELECT debtor_fiscal_code, service_code FROM staged WHERE errors IS NULL AND debtor_fiscal_code <> 'ANONIMO' GROUP BY 1, 2 HAVING sum(amount_cents) > {EuroCents.Max}"
            : "SELECT NULL::text AS debtor_fiscal_code, NULL::text AS service_code WHERE false")}),
        {TakenSql.Found("staged")},
        {Issued(isGrouped)}
        unlisted AS MATERIALIZED (SELECT "serviceCode" AS service_code, "isRefused" AS is_refused, fault FROM jsonb_to_recordset($5::jsonb) AS u("serviceCode" text, "isRefused" boolean, fault jsonb)),
        checked AS (
            SELECT s.*, {IsRepeated} AS is_repeated,
                CASE WHEN {IsRepeated} THEN tk.notice WHEN s.external_id IS NULL THEN al.notice ELSE al.notice_without_id END AS issued_as,
                coalesce(s.description, left(sv.description, 140)) AS described,
                coalesce(ac.accertamento_id, CASE WHEN s.accertamento_number IS NULL AND s.accertamento_year IS NULL THEN sv.accertamento_id END) AS accertamento_id,
                nullif(coalesce(s.errors, '[]')
                    {ErrorWhen("s.service_code IS NOT NULL AND sv.service_code IS NULL", "codice_servizio", "service-not-found", "'The organization has no such service.'",
                        "Use the code of a service that exists.", "s.service_code")}
                    {ErrorWhen("NOT sv.is_active", "codice_servizio", "service-inactive", "'The service is not active.'", "Activate the service, or use another one.", "s.service_code")}
                    {ErrorWhen(PayableSql.IsPastDueDate("s", "sv", Today), "data_scadenza",
                        "due-date-passed",
                        "'The due date has passed and the service takes no late payments.'",
                        "Give a day from today on, in the row or as the flow's defaultDueDate; or let the service be paid late (keepPayableAfterDueDate) and load the row again.",
                        "to_char(s.due_date, 'DD/MM/YYYY')")}
                    {ErrorWhen($"s.amount_cents IS NULL AND NOT {StagedSql.IsRefused("s")}", "importo", "amount-missing",
                        "'The amount is missing'||CASE WHEN sv.service_code IS NULL THEN '.' ELSE ', and the service has no price.' END",
                        "Write it like 1.234,56.", "NULL")}
                    {ErrorWhen("NOT sv.allows_other_amounts AND s.amount_cents <> sv.amount_cents", "importo", "amount-not-the-price",
                        "'The price of the service is '||replace((sv.amount_cents / 100.0)::numeric(13, 2)::text, '.', ',')||'.'",
                        "Ask the price, or let the service take other amounts (allowsOtherAmounts).", "replace((s.amount_cents / 100.0)::numeric(13, 2)::text, '.', ',')")}
                    {ErrorWhen("NOT ib.is_active", "codice_servizio", "service-iban-inactive", "'The account of the service is not active: '||sv.iban",
                        "Give the service an active IBAN.", "s.service_code")}
                    {ErrorWhen("s.accertamento_year IS NOT NULL AND s.accertamento_number IS NOT NULL AND ac.accertamento_id IS NULL", "numero_accertamento", "accertamento-not-found",
                        "'The organization has no accertamento '||s.accertamento_number||' of '||s.accertamento_year||'.'", "Create it, or correct year and number.", "s.accertamento_number")}
                    {ErrorWhen("NOT ac.is_active", "numero_accertamento", "accertamento-inactive", "'The accertamento is not active.'", "Activate it, or use another one.", "s.accertamento_number")}
                    {ErrorWhen("s.accertamento_year IS NULL AND s.accertamento_number IS NULL AND NOT ad.is_active", "codice_servizio", "accertamento-inactive",
                        "'The accertamento of the service is not active.'", "Name an active accertamento in the row, or change the service's.", "s.service_code")}
                    {ErrorWhen("sr.first_row < s.row_number", "riga", "duplicate-row", "'The row equals row '||sr.first_row||'.'",
                        "Remove it; if both are owed, give them different external codes.", "NULL")}
                    {ErrorWhen("si.first_row < s.row_number AND NOT coalesce(sr.first_row < s.row_number, false)", "codice_esterno", "duplicate-external-id",
                        "'Row '||si.first_row||' has the same external code.'", "Give each row its own external code.", "s.external_id")}
                    {ErrorWhen($"NOT tk.is_cancelled AND NOT {IsRepeated}", "codice_esterno", "external-id-taken",
                        "'A position with this external code exists already: issued as notice '||tk.notice||', for another debt.'",
                        "Correct the code, or remove the row: where only its terms have changed, change that position (changePosition).",
                        "s.external_id", "tk.notice")}
                    {ErrorWhen("tk.is_cancelled", "codice_esterno", "external-id-taken", "'A position with this external code exists and is cancelled: it was issued as notice '||tk.notice||'.'",
                        "If it is owed after all reopen the position of that notice (reopenPosition). If this is another debt give the row another code.", "s.external_id", "tk.notice")}
                    {ErrorWhen("tm.debtor_fiscal_code IS NOT NULL", "importo", "amount-too-large", "'The rows of this debtor add up to more than 999.999.999,99.'",
                        "Do not group this flow by debtor.", "NULL")}
                    || CASE WHEN un.is_refused THEN jsonb_build_array(un.fault) ELSE '[]' END, '[]') AS all_errors,
                CASE WHEN NOT un.is_refused THEN jsonb_build_array(un.fault) ELSE '[]' END AS doubts_of_code
            FROM staged s
            LEFT JOIN door.services sv ON sv.organization_id = $1 AND sv.service_code = s.service_code
            LEFT JOIN door.ibans ib ON ib.organization_id = $1 AND ib.iban = sv.iban
            LEFT JOIN door.accertamenti ac ON ac.organization_id = $1 AND ac.year = s.accertamento_year AND ac.number = s.accertamento_number
            LEFT JOIN door.accertamenti ad ON ad.organization_id = $1 AND ad.accertamento_id = sv.accertamento_id
            LEFT JOIN taken tk ON tk.external_id = s.external_id
            LEFT JOIN alike al ON al.row_number = s.row_number
            LEFT JOIN asked a ON a.row_number = s.row_number
            LEFT JOIN same_row sr ON sr.content_hash = s.content_hash
            LEFT JOIN same_id si ON si.external_id = s.external_id
            LEFT JOIN too_much tm ON tm.debtor_fiscal_code = s.debtor_fiscal_code AND tm.service_code = s.service_code
            LEFT JOIN unlisted un ON un.service_code = s.service_code)
        INSERT INTO flow_rows (organization_id, flow_id, row_number, verdict, original, external_id, debtor_type, debtor_fiscal_code, debtor_name, debtor_address,
            debtor_email, debtor_pec, service_code, description, amount_cents, due_date, valid_until, accertamento_id, accertamento_year, accertamento_number, errors, warnings)
        SELECT organization_id, flow_id, row_number,
            CASE WHEN all_errors IS NOT NULL THEN 'rejected'
                WHEN row_number = ANY ($3) OR is_repeated OR (issued_as IS NOT NULL AND row_number <> ALL ($4)) THEN 'excluded' ELSE 'valid' END,
            original, external_id, debtor_type, debtor_fiscal_code, debtor_name, debtor_address, debtor_email, debtor_pec, service_code, described, amount_cents,
            due_date, valid_until, accertamento_id, accertamento_year, accertamento_number, all_errors,
            nullif(CASE WHEN issued_as IS NULL THEN {WithDoubts}
                WHEN is_repeated THEN {IssuedSql.Warnings("issued_as", TakenSql.Remedy, WithDoubts)}
                ELSE {IssuedSql.Warnings("issued_as", "Nothing to do if it is the same debt. If it is owed twice, include the row (includeFlowRows).", WithDoubts)} END, '[]')
        FROM checked
        """;

    /// <summary>
    /// Rows that ask for what was issued already, by one that has no external code to tell them apart. Of grouped rows it is the
    /// position they would make that counts. Thousands of rows may ask for the same of a debtor who has thousands of such positions:
    /// both sides are one row for each debtor, service, amount and due date before they meet, else every row would meet every position.
    /// </summary>
    private static string Issued(bool isGrouped) =>
        $"""
            asked AS MATERIALIZED (
                SELECT row_number, debtor_fiscal_code, service_code,
                    {(isGrouped ? "(sum(amount_cents) OVER same)::bigint" : "amount_cents")} AS amount_cents, {(
                isGrouped ? "min(due_date) OVER same" : "due_date"
            )} AS due_date
                FROM staged WHERE errors IS NULL AND debtor_fiscal_code <> 'ANONIMO' {(
                isGrouped ? "WINDOW same AS (PARTITION BY debtor_fiscal_code, service_code)" : ""
            )}),
            {IssuedSql.Found("asked")},
            {IssuedSql.Alike("asked")},
            """;

    private static string ErrorWhen(
        string condition,
        string field,
        string code,
        string message,
        string remedy,
        string value,
        string notice = "NULL"
    ) =>
        $"""
            || CASE WHEN {condition} THEN jsonb_build_array(jsonb_strip_nulls(jsonb_build_object('field', '{field}', 'code', '{code}', 'message', {message}, 'remedy', '{remedy.Replace(
                "'",
                "''",
                StringComparison.Ordinal
            )}', 'value', {value}::text, 'noticeNumber', {notice}::text))) ELSE '[]' END
            """;
}

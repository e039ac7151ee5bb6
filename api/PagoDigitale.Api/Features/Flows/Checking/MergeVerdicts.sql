-- Makes the staged rows of flow $2 its rows, each with its verdict. $3 are the rows that somebody has excluded, $4 those that somebody
-- has taken back although they look issued already, $5 the faults of service codes (FlowTaxonomyQueries), $6 the day, $1 the
-- organization. The first of two equal rows stays; so does the first that bears an external code, unless the rows
-- with it are the instalments of one position.
WITH {{staged}},
same_row AS MATERIALIZED (
    SELECT content_hash, min(row_number) AS first_row FROM staged GROUP BY content_hash HAVING count(*) > 1),
same_id AS MATERIALIZED (
    SELECT external_id, min(row_number) FILTER (WHERE option_index IS NULL) AS first_alone,
        min(row_number) FILTER (WHERE option_index IS NOT NULL) AS first_option
    FROM staged WHERE external_id IS NOT NULL GROUP BY external_id HAVING count(*) > 1),
{{parts}},
too_much AS MATERIALIZED (
    {{too_much}}),
{{taken}},
-- What rows that are instalments ask for together, where their code is taken.
shapes AS MATERIALIZED (
    SELECT external_id, string_agg({{shape_of_row}}, ' ' ORDER BY s.option_index, s.instalment_index) AS shape
    FROM staged s WHERE option_index IS NOT NULL AND external_id IN (SELECT external_id FROM taken) GROUP BY external_id),
-- Rows that ask for what was issued already, by one that has no external code to tell them apart. Of grouped rows it is the position
-- they would make that counts. Thousands of rows may ask for the same of a debtor who has thousands of such positions: both sides are
-- one row for each debtor, service, amount and due date before they meet, else every row would meet every position.
asked AS MATERIALIZED (
    SELECT row_number, debtor_fiscal_code, service_code, {{amount}} AS amount_cents, {{due_date}} AS due_date
    FROM staged WHERE errors IS NULL AND debtor_fiscal_code <> 'ANONIMO' {{at_once}} {{same}}),
{{issued}},
{{alike}},
unlisted AS MATERIALIZED (
    SELECT "serviceCode" AS service_code, "isRefused" AS is_refused, fault
    FROM jsonb_to_recordset($5::jsonb) AS u("serviceCode" text, "isRefused" boolean, fault jsonb)),
checked AS (
    SELECT s.*, {{is_repeated}} AS is_repeated,
        CASE WHEN {{is_repeated}} THEN {{taken_notice}}
            WHEN s.external_id IS NULL THEN al.notice ELSE al.notice_without_id END AS issued_as,
        coalesce(s.description, left(sv.description, 140)) AS described,
        coalesce(ac.accertamento_id, CASE WHEN s.accertamento_number IS NULL AND s.accertamento_year IS NULL
            THEN sv.accertamento_id END) AS accertamento_id,
        -- Put together where there is one: thirty empty lists joined for each good row cost as much as looking for what is wrong.
        CASE WHEN un.is_refused OR {{is_any}}
            THEN nullif(coalesce(s.errors, '[]')
                {{faults}}
                || CASE WHEN un.is_refused THEN jsonb_build_array(un.fault) ELSE '[]' END, '[]')
            ELSE s.errors END AS all_errors,
        CASE WHEN NOT un.is_refused THEN jsonb_build_array(un.fault) ELSE '[]' END AS doubts_of_code,
        pt.kind, pt.option_text, pt.first_day, pt.keeps
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
    LEFT JOIN unlisted un ON un.service_code = s.service_code
    LEFT JOIN shapes sh ON sh.external_id = s.external_id
    LEFT JOIN parts pt ON pt.row_number = s.row_number)
INSERT INTO flow_rows (organization_id, flow_id, row_number, verdict, original, external_id, debtor_type, debtor_fiscal_code,
    debtor_name, debtor_address, debtor_email, debtor_pec, service_code, description, amount_cents, due_date, valid_until,
    accertamento_id, accertamento_year, accertamento_number, option_index, instalment_index, option_kind, option_description,
    valid_from, keep_payable_after_due_date, request_to_pay, is_excluded_by_hand, errors, warnings)
SELECT organization_id, flow_id, row_number,
    CASE WHEN all_errors IS NOT NULL THEN 'rejected'
        WHEN row_number = ANY ($3) OR is_repeated OR (issued_as IS NOT NULL AND row_number <> ALL ($4)) THEN 'excluded' ELSE 'valid' END,
    original, external_id, debtor_type, debtor_fiscal_code, debtor_name, debtor_address, debtor_email, debtor_pec, service_code,
    described, amount_cents, due_date, valid_until, accertamento_id, accertamento_year, accertamento_number, option_index,
    instalment_index, coalesce(option_kind, kind), coalesce(option_description, option_text), coalesce(valid_from, first_day),
    coalesce(keep_payable_after_due_date, keeps), request_to_pay, row_number = ANY ($3), all_errors,
    nullif(CASE WHEN issued_as IS NULL THEN {{doubts}}
        WHEN is_repeated THEN {{repeated}}
        ELSE {{looks_issued}} END, '[]')
FROM checked

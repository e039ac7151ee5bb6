-- Rows $3, from $4 to $5, of flow $2 that somebody else has issued since the check, with the notice. Of grouped rows the position they
-- would make counts, and all of them are left out or none. What a person has included by hand is issued; so is what this very flow
-- repeats. $1 is the organization.
WITH asked AS MATERIALIZED (
    SELECT row_number, debtor_fiscal_code, service_code, external_id, option_index, {{is_included}} AS is_included,
        {{amount}} AS amount_cents,
        {{due_date}} AS due_date
    FROM {{rows_asked}}
    WHERE organization_id = $1 AND flow_id = $2 AND row_number BETWEEN $4 AND $5 AND row_number = ANY ($3) AND verdict = 'valid'
      AND debtor_fiscal_code <> 'ANONIMO'
    {{same}}),
{{issued}},
{{alike}},
found AS (
    SELECT row_number, debtor_fiscal_code, service_code, option_index,
        CASE WHEN is_included THEN NULL WHEN external_id IS NULL THEN notice ELSE notice_without_id END AS notice
    FROM alike)
{{rows}}

-- Rows $3 of flow $2 whose code a position has taken since the check: those that ask for what it asks for are left out as issued
-- already, the others are rejected. How many of either. $1 is the organization.
WITH asked AS MATERIALIZED (
    SELECT row_number, external_id, debtor_fiscal_code, service_code,
        {{amount}} AS amount_cents,
        {{due_date}} AS due_date, option_index, instalment_index
    FROM flow_rows r WHERE organization_id = $1 AND flow_id = $2 AND row_number = ANY ($3) AND verdict = 'valid'
    {{same}}),
{{taken}},
shapes AS MATERIALIZED (
    {{shapes}}),
judged AS MATERIALIZED (
    SELECT a.row_number, {{notice}} AS notice, {{is_same}} AS is_same
    FROM asked a JOIN taken t ON t.external_id = a.external_id LEFT JOIN shapes h ON h.external_id = a.external_id),
settled AS (
    UPDATE flow_rows r SET verdict = CASE WHEN j.is_same THEN 'excluded' ELSE 'rejected' END,
        warnings = CASE WHEN j.is_same
            THEN {{warnings}} ELSE r.warnings END,
        errors = CASE WHEN NOT j.is_same THEN jsonb_build_array(jsonb_build_object(
            'field', 'codice_esterno', 'code', 'external-id-taken',
            'message', {{taken_meanwhile}}, 'remedy', {{correct_or_change}},
            'value', r.external_id, 'noticeNumber', j.notice)) END
    FROM judged j
    WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = j.row_number AND r.row_number = ANY ($3)
      AND r.verdict = 'valid'
    RETURNING {{owed_cents}} AS amount_cents, j.is_same, j.is_same AND jsonb_array_length(r.warnings) = 1 AS is_first),
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

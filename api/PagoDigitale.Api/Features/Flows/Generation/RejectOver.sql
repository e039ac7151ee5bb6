-- Rows $3 to $4 of flow $2 that nobody could pay any more on the day $5: between check and confirmation days go by, and the service may
-- have stopped taking late payments. Nothing is born expired. How many; $1 is the organization.
WITH overdue AS (
    UPDATE flow_rows r SET verdict = 'rejected', errors = jsonb_build_array(CASE WHEN {{is_past_last_day}}
        THEN jsonb_build_object('field', 'data_fine_validita', 'code', 'valid-until-passed',
            'message', {{last_day_passed}}, 'remedy', {{give_later_day}}, 'value', to_char(r.valid_until, 'DD/MM/YYYY'))
        ELSE jsonb_build_object('field', 'data_scadenza', 'code', 'due-date-passed',
            'message', {{due_date_passed}}, 'remedy', {{give_later_due_date}},
            'value', to_char(r.due_date, 'DD/MM/YYYY')) END)
    FROM door.services s
    WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number BETWEEN $3 AND $4 AND r.verdict = 'valid'
      AND s.organization_id = $1 AND s.service_code = r.service_code AND {{is_over}}
    RETURNING {{owed_cents}} AS amount_cents),
moved AS (SELECT count(*)::int AS rows, coalesce(sum(amount_cents), 0)::bigint AS cents FROM overdue)
UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
    rows_rejected = f.rows_rejected + m.rows, rejected_cents = f.rejected_cents + m.cents
FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rows > 0
RETURNING m.rows

-- Counts and sums of the verdicts on the rows of flow $2, into the flow. $1 is the organization.
-- A row whose option cannot be read may be of any: where another row of its code is of the first, that one tells the debt.
WITH unread AS MATERIALIZED (
    SELECT external_id, amount_cents FROM flow_rows
    WHERE organization_id = $1 AND flow_id = $2 AND verdict = 'rejected' AND option_index = 1 AND errors @> {{unread}}),
told AS (
    SELECT coalesce(sum(u.amount_cents), 0)::bigint AS cents FROM unread u
    WHERE EXISTS (SELECT FROM flow_rows r WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.external_id = u.external_id
        AND r.option_index = 1 AND NOT coalesce(r.errors @> {{unread}}, false))),
totals AS (
    SELECT count(*)::int AS rows, (count(*) FILTER (WHERE warnings IS NOT NULL))::int AS warned,
        count(*) FILTER (WHERE verdict = 'valid')::int AS valid,
        coalesce(sum({{owed_cents}}) FILTER (WHERE verdict = 'valid'), 0)::bigint AS valid_cents,
        count(*) FILTER (WHERE verdict = 'rejected')::int AS rejected,
        coalesce(sum({{owed_cents}}) FILTER (WHERE verdict = 'rejected'), 0)::bigint AS rejected_cents,
        count(*) FILTER (WHERE verdict = 'excluded')::int AS excluded,
        coalesce(sum({{owed_cents}}) FILTER (WHERE verdict = 'excluded'), 0)::bigint AS excluded_cents
    FROM flow_rows WHERE organization_id = $1 AND flow_id = $2)
UPDATE flows f SET rows_total = t.rows, processed_rows = t.rows, rows_valid = t.valid, rows_rejected = t.rejected,
    rows_excluded = t.excluded, rows_warned = t.warned,
    valid_cents = t.valid_cents, rejected_cents = t.rejected_cents - d.cents, excluded_cents = t.excluded_cents
FROM totals t, told d WHERE f.organization_id = $1 AND f.flow_id = $2

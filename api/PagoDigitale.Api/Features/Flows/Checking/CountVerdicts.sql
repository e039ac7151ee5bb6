-- Counts and sums of the verdicts on the rows of flow $2, into the flow. $1 is the organization.
WITH totals AS (
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
    valid_cents = t.valid_cents, rejected_cents = t.rejected_cents, excluded_cents = t.excluded_cents
FROM totals t WHERE f.organization_id = $1 AND f.flow_id = $2

-- Of each accertamento of $2: issued, collected, regularised. A payment revoked in a flow before the flow that told of it is known leaves
-- nothing collected, not less. $1 is the organization.
WITH page AS MATERIALIZED (SELECT u.accertamento_id FROM unnest($2::uuid[]) AS u(accertamento_id)),
touched AS MATERIALIZED (
    SELECT DISTINCT n.instalment_id, n.receipt_record_id
    FROM page g
    CROSS JOIN LATERAL ({{of_accertamento}}) l
    JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id),
{{came}},
collected AS (
    SELECT accertamento_id, sum(cents)::bigint AS cents
    FROM (
        SELECT accertamento_id, cents FROM came
        UNION ALL
        SELECT l.accertamento_id, l.amount_cents
        FROM page g
        CROSS JOIN LATERAL ({{of_accertamento}}) l
        JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id
            AND n.receipt_record_id IS NOT NULL
        WHERE l.instalment_id NOT IN (SELECT u.instalment_id FROM unusual u)) all_shares
    GROUP BY accertamento_id)
SELECT a.accertamento_id, i.issued, coalesce(k.cents, 0), r.regularised
FROM page a
LEFT JOIN collected k ON k.accertamento_id = a.accertamento_id
CROSS JOIN LATERAL (
    SELECT coalesce(sum({{issued}}), 0)::bigint AS issued
    FROM door.allocations l JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id
        AND {{is_issued}}
    WHERE l.organization_id = $1 AND l.accertamento_id = a.accertamento_id) i
CROSS JOIN LATERAL (
    SELECT coalesce(sum(b.amount_cents), 0)::bigint AS regularised FROM door.reversale_allocations b
    JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
    WHERE b.organization_id = $1 AND b.accertamento_id = a.accertamento_id) r

-- Follows the relation touched in a WITH: shares are what each of its debts has on each accertamento, issued and collected. A payment
-- revoked in a flow before the flow that told of it is known leaves nothing collected, not less. $1 is the organization.
{{came}},
shares AS (
    SELECT instalment_id, accertamento_id, sum(issued)::bigint AS issued_cents, sum(collected)::bigint AS collected_cents
    FROM (
        SELECT l.instalment_id, l.accertamento_id, CASE WHEN {{is_issued}} THEN {{issued}} ELSE 0 END AS issued,
            CASE WHEN n.receipt_record_id IS NULL OR l.instalment_id IN (SELECT u.instalment_id FROM unusual u) THEN 0
                ELSE l.amount_cents END AS collected
        FROM touched t
        JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = t.instalment_id
        JOIN door.allocations l ON l.organization_id = $1 AND l.instalment_id = t.instalment_id
        UNION ALL
        SELECT instalment_id, accertamento_id, 0, cents FROM came) told
    GROUP BY instalment_id, accertamento_id)

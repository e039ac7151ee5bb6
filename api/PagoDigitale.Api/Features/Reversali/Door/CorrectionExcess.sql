-- What reversali have booked beyond what was collected, by payment and allocation, and why. $1 is the organization.
WITH booked AS MATERIALIZED (
    SELECT b.instalment_id, b.transfer_index, b.allocation_index, b.accertamento_id, sum(b.amount_cents)::bigint AS booked,
        bool_or(o.state = 'superseded') AS is_revised, bool_or(b.is_assigned) AS is_assigned,
        (array_agg(b.reversale_id ORDER BY b.reversale_id DESC))[1] AS reversale_id
    FROM reversale_payments b
    JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
    JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
    WHERE b.organization_id = $1 {{narrowed}}
    GROUP BY b.instalment_id, b.transfer_index, b.allocation_index, b.accertamento_id HAVING sum(b.amount_cents) > 0),
paid AS MATERIALIZED (
    {{reported}}
    UNION ALL {{unreported}}),
collected AS ({{collected}})
SELECT e.instalment_id, e.transfer_index, e.allocation_index, e.accertamento_id, e.reversale_id, e.booked, coalesce(k.cents,
    0) AS collected,
    CASE WHEN EXISTS (
            SELECT FROM door.rendicontazione_rows w
            WHERE w.organization_id = $1 AND w.instalment_id = e.instalment_id AND w.outcome_code = 3 AND (
                SELECT r.state <> 'superseded' FROM door.rendicontazioni r
                WHERE r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id) OFFSET 0) THEN 'revoked'
        WHEN e.is_assigned THEN {{withdrawn_cause}}
        WHEN e.is_revised THEN 'revised'
        WHEN e.booked - coalesce(k.cents, 0) <= {{missing}} THEN 'paid-short' END AS cause
FROM booked e
JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = e.instalment_id
JOIN door.allocations a ON a.organization_id = $1 AND a.instalment_id = e.instalment_id AND a.transfer_index = e.transfer_index
    AND a.allocation_index = e.allocation_index
LEFT JOIN collected k ON k.instalment_id = e.instalment_id AND k.transfer_index = e.transfer_index
    AND k.allocation_index = e.allocation_index
WHERE e.booked > coalesce(k.cents, 0)

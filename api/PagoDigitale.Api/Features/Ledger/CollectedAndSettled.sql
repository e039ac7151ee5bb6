-- What accertamenti have collected of instalments among whose payments one is not simply theirs, beside what the ledger settled of
-- them. $1 is the organization.
WITH touched AS MATERIALIZED (
    SELECT DISTINCT w.instalment_id FROM door.receipts c
    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
        AND w.instalment_id IS NOT NULL
    WHERE c.organization_id = $1 AND (c.classification <> 'regular' OR c.revoked_at IS NOT NULL)),
paid AS MATERIALIZED (
    {{reported}}
    UNION ALL {{unreported}}),
collected AS ({{collected}})
SELECT k.cents AS collected, (
        SELECT coalesce(sum(CASE WHEN p.credit = 'receivables' THEN p.amount_cents ELSE -p.amount_cents END), 0)
            FROM door.postings p
        WHERE p.organization_id = $1 AND p.instalment_id = k.instalment_id
            AND p.kind IN ('paid', 'paid-outside-node', 'assigned')
          AND 'receivables' IN (p.debit, p.credit) AND 'passed-through' NOT IN (p.debit, p.credit)) AS settled
FROM (SELECT instalment_id, sum(cents) AS cents FROM collected GROUP BY instalment_id) k
WHERE NOT {{has_unproved_row}}

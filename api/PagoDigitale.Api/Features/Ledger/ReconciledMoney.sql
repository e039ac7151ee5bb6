-- How much was received by receipts that are regular in every respect and whose money has come, and how many they are. $1 is the
-- organization.
WITH brought AS (
    SELECT receipt_record_id, sum(cents) AS cents FROM (
        SELECT w.receipt_record_id, w.amount_cents AS cents
        FROM door.rendicontazioni r
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
            AND w.receipt_record_id IS NOT NULL
        WHERE r.organization_id = $1 AND r.state = 'matched' AND r.movement_id IS NOT NULL
        UNION ALL
        SELECT m.receipt_record_id, m.amount_cents FROM door.bank_movements m
        WHERE m.organization_id = $1 AND m.receipt_record_id IS NOT NULL AND m.state IN ('matched', 'regularised')) money
    GROUP BY receipt_record_id),
received AS (
    SELECT t.receipt_record_id, sum(t.amount_cents) AS cents
    FROM door.receipts c JOIN door.receipt_transfers t ON t.organization_id = $1
        AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
    WHERE c.organization_id = $1 AND c.classification = 'regular' AND c.revoked_at IS NULL GROUP BY t.receipt_record_id)
SELECT coalesce(sum(received.cents), 0)::bigint, count(*)::int FROM received JOIN brought USING (receipt_record_id)
    WHERE brought.cents >= received.cents

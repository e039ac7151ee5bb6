-- What is missing, and here. $2 now.
WITH here AS (
    SELECT m.missing_receipt_id, c.receipt_record_id
    FROM missing_receipts m
    CROSS JOIN LATERAL (
        SELECT r.receipt_record_id FROM door.receipts r
        WHERE r.organization_id = $1 AND r.iur = m.iur AND r.iuv = m.iuv AND r.version IN ('v1', 'v2') OFFSET 0
    ) c
    WHERE m.organization_id = $1 AND m.state IN ('missing', 'refused', 'given-up')
)
UPDATE missing_receipts m SET state = 'received', receipt_record_id = h.receipt_record_id, next_attempt_at = NULL, failure = NULL,
    settled_at = $2
FROM here h WHERE m.organization_id = $1 AND m.missing_receipt_id = h.missing_receipt_id
RETURNING m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.amount_cents, m.paid_on, m.receipt_record_id

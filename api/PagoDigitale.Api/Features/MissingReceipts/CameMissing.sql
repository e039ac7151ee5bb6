-- Receipts that came: their keys $4, with IUR $2 and IUV $3. $5 now. Nearly none was missing: each is looked for by itself.
WITH came AS (
    SELECT x.missing_receipt_id, n.receipt
    FROM unnest($2::text[], $3::text[], $4::uuid[]) AS n(iur, iuv, receipt)
    CROSS JOIN LATERAL (
        SELECT m.missing_receipt_id FROM missing_receipts m
        WHERE m.organization_id = $1 AND m.iur = n.iur AND m.iuv = n.iuv AND m.state <> 'received' OFFSET 0
    ) x
)
UPDATE missing_receipts m SET state = 'received', receipt_record_id = c.receipt, next_attempt_at = NULL, failure = NULL, settled_at = $5
FROM came c WHERE m.organization_id = $1 AND m.missing_receipt_id = c.missing_receipt_id
RETURNING m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.amount_cents, m.paid_on, m.receipt_record_id

-- Of what the superseded flow $2 told of, what no current flow tells of any more. $3 now.
WITH told AS (
    SELECT DISTINCT x.missing_receipt_id, x.iur, x.iuv
    FROM door.rendicontazione_rows w
    CROSS JOIN LATERAL (
        SELECT m.missing_receipt_id, m.iur, m.iuv FROM missing_receipts m
        WHERE m.organization_id = $1 AND m.iur = w.iur AND m.iuv = w.iuv AND m.state IN ('missing', 'refused', 'given-up') OFFSET 0
    ) x
    WHERE w.organization_id = $1 AND w.rendicontazione_id = $2
)
UPDATE missing_receipts m SET state = 'withdrawn', next_attempt_at = NULL, failure = NULL, settled_at = $3
FROM told t
WHERE m.organization_id = $1 AND m.missing_receipt_id = t.missing_receipt_id
  AND NOT EXISTS (SELECT FROM door.rendicontazione_rows n
      JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = n.rendicontazione_id AND f.state <> 'superseded'
      WHERE n.organization_id = $1 AND n.iur = t.iur AND n.iuv = t.iuv AND n.outcome_code IN (0, 4, 8) AND n.amount_cents > 0 OFFSET 0)
RETURNING m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.amount_cents, m.paid_on

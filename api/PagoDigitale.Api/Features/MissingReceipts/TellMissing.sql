-- The payments of the flow $2 whose receipt the node should have sent (outcomes 0, 4 and 8: of 9 there is none, and of 3 nothing was
-- paid) and that have none here. $3 now, $4 how keys begin, $5 the first day of a payment that is asked for by itself, $6 how long the node
-- itself sends again what was paid in stand-in. A payment that was withdrawn and is told of again is missing again.
WITH told AS (
    SELECT w.iur, w.iuv, min(w.outcome_code) AS outcome_code, sum(w.amount_cents)::bigint AS amount_cents,
        min(w.payment_date) AS paid_on, min(w.row_index) AS place
    FROM door.rendicontazione_rows w
    WHERE w.organization_id = $1 AND w.rendicontazione_id = $2 AND w.outcome_code IN (0, 4, 8) AND w.amount_cents > 0
      AND (w.receipt_record_id IS NULL OR EXISTS (SELECT FROM door.receipts c
          WHERE c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id AND c.version = 'reported' OFFSET 0))
    GROUP BY w.iur, w.iuv
),
numbered AS (
    SELECT t.*, row_number() OVER (ORDER BY t.place) AS number FROM told t
    WHERE NOT EXISTS (SELECT FROM door.receipts c
        WHERE c.organization_id = $1 AND c.iur = t.iur AND c.iuv = t.iuv AND c.version IN ('v1', 'v2') OFFSET 0)
)
INSERT INTO missing_receipts AS m (organization_id, missing_receipt_id, iur, iuv, psp_id, outcome_code, amount_cents, paid_on, told_at,
    state, next_attempt_at)
SELECT $1, {{id}}, n.iur, n.iuv, f.psp_id, n.outcome_code, n.amount_cents, n.paid_on, $3, 'missing',
    CASE WHEN n.paid_on < $5 THEN NULL
        WHEN n.outcome_code = 0 THEN $3
        ELSE greatest($3, n.paid_on::timestamp AT TIME ZONE 'Europe/Rome' + $6) END
FROM numbered n JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = $2
ON CONFLICT (organization_id, iur, iuv) DO UPDATE SET state = 'missing', told_at = excluded.told_at, settled_at = NULL, failure = NULL,
    next_attempt_at = excluded.next_attempt_at, amount_cents = excluded.amount_cents, paid_on = excluded.paid_on,
    outcome_code = excluded.outcome_code
WHERE m.state = 'withdrawn'
RETURNING m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.amount_cents, m.paid_on

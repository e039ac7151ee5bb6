-- The payments of the flow $2, and of the one that it supersedes ($7), whose receipt the node should have sent (outcomes 0, 4 and 8: of 9
-- there is none, and of 3 nothing was paid) and that have none here, as all current flows tell of them: the shares of one payment may
-- stand in several. What no receipt can be called is left out: longer than the schema has it, or of dots alone. $3 now, $4 how keys
-- begin, $5 the first day of a payment that is asked for by itself, $6 how long the node itself sends again what was paid in stand-in.
-- A payment that was withdrawn and is told of again is missing again.
WITH touched AS (
    SELECT w.iur, w.iuv, min(w.row_index) AS place
    FROM door.rendicontazione_rows w
    WHERE w.organization_id = $1 AND w.rendicontazione_id IN ($2, $7) AND w.outcome_code IN (0, 4, 8) AND w.amount_cents > 0
      AND length(w.iur) <= 512 AND length(w.iuv) <= 35 AND w.iur ~ '[^.]' AND w.iuv ~ '[^.]'
      AND (w.receipt_record_id IS NULL OR EXISTS (SELECT FROM door.receipts c
          WHERE c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id AND c.version = 'reported' OFFSET 0))
    GROUP BY w.iur, w.iuv
),
told AS (
    SELECT t.iur, t.iuv, row_number() OVER (ORDER BY t.place, t.iur, t.iuv) AS number, n.*
    FROM touched t
    CROSS JOIN LATERAL (
        SELECT min(w.outcome_code) AS outcome_code, sum(w.amount_cents)::bigint AS amount_cents, min(w.payment_date) AS paid_on,
            min(f.psp_id) AS psp_id
        FROM door.rendicontazione_rows w
        JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = w.rendicontazione_id AND f.state <> 'superseded'
        WHERE w.organization_id = $1 AND w.iur = t.iur AND w.iuv = t.iuv AND w.outcome_code IN (0, 4, 8) AND w.amount_cents > 0
        HAVING count(*) > 0
        OFFSET 0
    ) n
    WHERE NOT EXISTS (SELECT FROM door.receipts c
        WHERE c.organization_id = $1 AND c.iur = t.iur AND c.iuv = t.iuv AND c.version IN ('v1', 'v2') OFFSET 0)
),
changed AS (
    INSERT INTO missing_receipts AS m (organization_id, missing_receipt_id, iur, iuv, psp_id, outcome_code, amount_cents, paid_on, told_at,
        state, next_attempt_at)
    SELECT $1, {{id}}, n.iur, n.iuv, n.psp_id, n.outcome_code, n.amount_cents, n.paid_on, $3, 'missing',
        CASE WHEN n.paid_on < $5 THEN NULL
            WHEN n.outcome_code = 0 THEN $3
            ELSE least($3::timestamptz + $6::interval, greatest($3, n.paid_on::timestamp AT TIME ZONE 'Europe/Rome' + $6)) END
    FROM told n
    ON CONFLICT (organization_id, iur, iuv) DO UPDATE SET amount_cents = excluded.amount_cents, paid_on = excluded.paid_on,
        outcome_code = excluded.outcome_code, psp_id = excluded.psp_id,
        state = CASE m.state WHEN 'withdrawn' THEN 'missing' ELSE m.state END,
        told_at = CASE m.state WHEN 'withdrawn' THEN excluded.told_at ELSE m.told_at END,
        attempts = CASE m.state WHEN 'withdrawn' THEN 0 ELSE m.attempts END,
        settled_at = CASE m.state WHEN 'withdrawn' THEN NULL ELSE m.settled_at END,
        next_attempt_at = CASE m.state WHEN 'withdrawn' THEN excluded.next_attempt_at ELSE m.next_attempt_at END
    WHERE m.state <> 'received'
    RETURNING m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.amount_cents, m.paid_on, m.told_at
)
SELECT missing_receipt_id, iur, iuv, psp_id, amount_cents, paid_on FROM changed WHERE told_at = $3

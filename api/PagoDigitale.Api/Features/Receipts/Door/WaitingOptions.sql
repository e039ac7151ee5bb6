-- What was paid of other payment options than that of the instalment $2, whose payment is taken back: with a receipt, the oldest first,
-- what is owed back in full; without one what rows tell of whose receipt is awaited. Of options of which all that came is here still.
-- Nothing where something else of its own option is paid, or that is not the one that is owed. $1 is the organization.
WITH withdrawn AS (
    SELECT i.position_id, i.instalment_id, i.option_index FROM door.instalments i
    WHERE i.organization_id = $1 AND i.instalment_id = $2 AND NOT i.is_released),
-- What rows tell of, and none revokes, stays paid, whatever became of its receipt.
told AS (
    SELECT DISTINCT o.instalment_id FROM withdrawn i
    JOIN door.instalments o ON o.organization_id = $1 AND o.position_id = i.position_id AND o.option_index = i.option_index
    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = o.instalment_id AND w.amount_cents > 0
        AND w.outcome_code <> 3
    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
    WHERE NOT EXISTS (SELECT FROM door.rendicontazione_rows x
        JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = x.rendicontazione_id AND f.state <> 'superseded'
        WHERE x.organization_id = $1 AND x.outcome_code = 3 AND x.iur = w.iur AND x.iuv = w.iuv AND -x.amount_cents >= w.amount_cents
          AND coalesce(x.transfer_index, w.transfer_index, 0) = coalesce(w.transfer_index, x.transfer_index, 0))),
came AS (
    SELECT o.position_id, o.option_index, o.instalment_id, o.state, c.receipt_record_id, c.notice_number, c.paid_at,
        c.receipt_record_id IS NULL OR (c.classification = 'state-mismatch' AND c.revoked_at IS NULL AND NOT c.is_credit_used
            AND NOT EXISTS (SELECT FROM payer_credit_uses u WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id
                AND u.withdrawn_at IS NULL)) AS is_here
    FROM withdrawn i
    JOIN door.instalments o ON o.organization_id = $1 AND o.position_id = i.position_id AND o.option_index <> i.option_index
        AND o.option_index <= {{options_max}}
        AND o.is_released AND (o.state IN ('paid', 'reported', 'reconciled') OR o.receipt_record_id IS NOT NULL)
    LEFT JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = o.receipt_record_id)
SELECT o.position_id, o.option_index, o.instalment_id, o.receipt_record_id, o.notice_number, o.paid_at,
    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0)::bigint,
    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0)::bigint
FROM came o
LEFT JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = o.receipt_record_id
WHERE NOT EXISTS (SELECT FROM came x WHERE x.option_index = o.option_index
    AND NOT (x.is_here AND x.state IN ('paid', 'reported', 'reconciled')))
  AND NOT EXISTS (SELECT FROM told)
  AND NOT EXISTS (SELECT FROM withdrawn i
    JOIN door.instalments s ON s.organization_id = $1 AND s.position_id = i.position_id AND s.option_index = i.option_index
        AND s.instalment_id <> i.instalment_id AND s.receipt_record_id IS NOT NULL AND NOT s.is_released)
GROUP BY o.position_id, o.option_index, o.instalment_id, o.receipt_record_id, o.notice_number, o.paid_at
ORDER BY o.receipt_record_id NULLS LAST, o.instalment_id

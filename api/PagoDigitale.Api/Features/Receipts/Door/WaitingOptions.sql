-- What was paid of other payment options than that of the instalment $2, whose payment is taken back: with a receipt, the oldest first,
-- what is owed back in full; without one what rows tell of whose receipt is awaited. Nothing where something else of its own option is
-- paid, or that is not the one that is owed. $1 is the organization.
SELECT o.position_id, o.option_index, o.instalment_id, c.receipt_record_id, c.notice_number, c.paid_at,
    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0)::bigint,
    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0)::bigint
FROM door.instalments i
JOIN door.instalments o ON o.organization_id = $1 AND o.position_id = i.position_id AND o.option_index <> i.option_index
    AND o.is_released AND o.state IN ('paid', 'reported', 'reconciled')
LEFT JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = o.receipt_record_id
LEFT JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
WHERE i.organization_id = $1 AND i.instalment_id = $2 AND NOT i.is_released
  AND (o.receipt_record_id IS NULL OR (c.classification = 'state-mismatch' AND c.revoked_at IS NULL AND NOT c.is_credit_used))
  -- What rows tell of, and none revokes, stays paid, whatever became of its receipt.
  AND NOT EXISTS (SELECT FROM door.rendicontazione_rows w
    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
    WHERE w.organization_id = $1 AND w.instalment_id = i.instalment_id AND w.amount_cents > 0 AND w.outcome_code <> 3
      AND NOT EXISTS (SELECT FROM door.rendicontazione_rows x
        JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = x.rendicontazione_id AND f.state <> 'superseded'
        WHERE x.organization_id = $1 AND x.outcome_code = 3 AND x.iur = w.iur AND x.iuv = w.iuv AND -x.amount_cents >= w.amount_cents
          AND coalesce(x.transfer_index, w.transfer_index, 0) = coalesce(w.transfer_index, x.transfer_index, 0)))
  AND NOT EXISTS (SELECT FROM door.instalments s WHERE s.organization_id = $1 AND s.position_id = i.position_id
    AND s.option_index = i.option_index AND s.instalment_id <> i.instalment_id AND s.state IN ('paid', 'reported', 'reconciled')
    AND NOT s.is_released)
  AND NOT EXISTS (SELECT FROM payer_credit_uses u WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id
    AND u.withdrawn_at IS NULL)
GROUP BY o.position_id, o.option_index, o.instalment_id, c.receipt_record_id, c.notice_number, c.paid_at
ORDER BY c.receipt_record_id NULLS LAST, o.instalment_id

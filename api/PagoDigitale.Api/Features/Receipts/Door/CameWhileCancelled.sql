-- What came for instalments of the position $2 while nothing of them was owed, and is owed back in full: of the payment option $3, which
-- is owed now. $1 is the organization.
SELECT i.instalment_id, c.receipt_record_id, c.notice_number, c.paid_at,
    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0)::bigint,
    coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0)::bigint
FROM door.instalments i
JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = i.receipt_record_id AND c.classification = 'state-mismatch'
    AND c.revoked_at IS NULL AND NOT c.is_credit_used
LEFT JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
WHERE i.organization_id = $1 AND i.position_id = $2 AND i.is_released AND i.state IN ('paid', 'reported', 'reconciled')
  AND i.option_index = $3
  AND NOT EXISTS (SELECT FROM payer_credit_uses u WHERE u.organization_id = $1 AND u.receipt_record_id = c.receipt_record_id
    AND u.withdrawn_at IS NULL)
GROUP BY i.instalment_id, c.receipt_record_id, c.notice_number, c.paid_at
ORDER BY c.receipt_record_id

-- An item for each payment of a flow that agrees.
SELECT 'row' AS kind, w.rendicontazione_id AS subject_id, w.row_index AS subject_index, w.cents AS amount_cents,
    CASE WHEN w.outcome_code = 3 AND w.receipt_record_id IS NOT NULL THEN -w.cents WHEN own.is_other THEN w.cents - own.cents
        WHEN {{is_paid_differently}} THEN {{paid_less_owed}} END AS difference_cents,
    w.iuv, coalesce(i.notice_number, c.notice_number) AS notice_number, w.flusso_id,
    i.position_id, w.instalment_id, w.receipt_record_id, w.rendicontazione_id, w.movement_id, w.payment_date AS since,
    i.amount_cents AS position_cents, c.amount_cents AS receipt_cents, w.cents AS row_cents, NULL::bigint AS total_cents,
    w.movement_cents, NULL::text AS booked_by,
    {{shape}} AS shape
FROM told w
LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
LEFT JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
LEFT JOIN LATERAL (
    SELECT sum(t.amount_cents)::bigint AS cents, sum(t.amount_cents) <> w.cents
        AND NOT bool_or(t.amount_cents = w.cents) AS is_other
    FROM door.receipt_transfers t
    WHERE t.organization_id = $1 AND t.receipt_record_id = w.receipt_record_id AND t.beneficiary = $1
      AND (w.transfer_index IS NULL OR t.transfer_index = w.transfer_index)) own ON true
{{only_open}}

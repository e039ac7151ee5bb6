-- Movements that speak of pagoPA and explain nothing yet, debits among them when they say what for. A second credit for what another
-- one paid out is a repetition.
SELECT 'movement' AS kind, m.movement_id AS subject_id, 0 AS subject_index, abs(m.amount_cents) AS amount_cents,
    NULL::bigint AS difference_cents,
    CASE WHEN m.reference_kind = 'iuv' THEN m.reference_value END AS iuv, NULL::text AS notice_number,
    CASE WHEN m.reference_kind = 'flow' THEN m.reference_value END AS flusso_id, NULL::uuid AS position_id,
        NULL::uuid AS instalment_id,
    own.receipt_record_id, NULL::uuid AS rendicontazione_id, m.movement_id, m.accounting_date AS since,
        NULL::bigint AS position_cents,
    own.cents AS receipt_cents, NULL::bigint AS row_cents, NULL::bigint AS total_cents, m.amount_cents AS movement_cents,
    NULL::text AS booked_by,
    {{shape}} AS shape
FROM door.bank_movements m
LEFT JOIN LATERAL (
    SELECT bool_or(r.movement_id IS NOT NULL AND r.total_amount_cents = m.amount_cents) AS is_paid_out
        FROM door.rendicontazioni r
    WHERE m.reference_kind = 'flow' AND r.organization_id = $1 AND r.state <> 'superseded'
        AND r.flusso_key = m.reference_key) named ON true
LEFT JOIN LATERAL (
    SELECT c.receipt_record_id, sum(t.amount_cents)::bigint AS cents,
        EXISTS (SELECT FROM door.bank_movements b WHERE b.organization_id = $1 AND b.receipt_record_id = c.receipt_record_id)
        OR EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni f USING (organization_id,
            rendicontazione_id)
            WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND f.state <> 'superseded'
                AND f.movement_id IS NOT NULL) AS is_brought,
        EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni f USING (organization_id, rendicontazione_id)
            WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
                AND f.state <> 'superseded') AS is_reported
    FROM door.receipts c
    JOIN door.receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
    WHERE m.reference_kind = 'iuv' AND c.organization_id = $1 AND c.iuv = m.reference_value
        AND c.version NOT IN ('outside', 'assigned')
    GROUP BY c.receipt_record_id ORDER BY (sum(t.amount_cents) = m.amount_cents) DESC, c.receipt_record_id LIMIT 1) own ON true
WHERE m.organization_id = $1 AND m.state = 'unmatched' AND m.is_pago_pa AND (m.amount_cents > 0 OR m.reference_kind IS NOT NULL)
  {{narrowed}}

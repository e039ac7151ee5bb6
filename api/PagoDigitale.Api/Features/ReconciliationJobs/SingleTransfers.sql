-- Each waiting movement that pays out one payment, with the receipt it names: equal ones are paired in their order. $1 is the
-- organization, $2 the statement, or null for all.
WITH waiting AS (
    SELECT movement_id, reference_value AS iuv, amount_cents,
           row_number() OVER (PARTITION BY reference_value, amount_cents ORDER BY accounting_date, movement_id) AS place
    FROM door.bank_movements
    WHERE organization_id = $1 AND state = 'unmatched' AND NOT is_decided AND is_pago_pa AND amount_cents > 0
      AND reference_kind = 'iuv' AND ($2::uuid IS NULL OR statement_id = $2)),
own AS (
    SELECT c.receipt_record_id, c.iuv, sum(t.amount_cents)::bigint AS own_cents, c.paid_at
    FROM door.receipts c
    JOIN door.receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
    WHERE c.organization_id = $1 AND c.version NOT IN ('outside', 'assigned') AND c.iuv IN (SELECT iuv FROM waiting)
      AND NOT EXISTS (
          SELECT FROM door.bank_movements m WHERE m.organization_id = $1 AND m.receipt_record_id = c.receipt_record_id)
      AND NOT EXISTS (
          SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni r USING (organization_id, rendicontazione_id)
          WHERE w.organization_id = $1 AND w.iur = c.iur AND r.state <> 'superseded')
    GROUP BY c.receipt_record_id, c.iuv, c.paid_at),
placed AS (SELECT *, row_number() OVER (PARTITION BY iuv, own_cents ORDER BY paid_at, receipt_record_id) AS place FROM own)
SELECT w.movement_id, p.receipt_record_id
FROM waiting w JOIN placed p ON p.iuv = w.iuv AND p.own_cents = w.amount_cents AND p.place = w.place
WHERE NOT EXISTS (
    SELECT FROM door.movement_refusals x
    WHERE x.organization_id = $1 AND x.movement_id = w.movement_id AND x.target = p.receipt_record_id::text)

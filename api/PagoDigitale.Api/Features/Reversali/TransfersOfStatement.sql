-- The transfers of statement $2, each once however many movements brought it, those whose flow is still unknown included. $1 is the
-- organization. What belongs to a transfer is looked up for each, never joined: of a statement that has just come the planner knows
-- nothing, and compares each of its movements with each.
SELECT {{columns}}, coalesce(r.flusso_id, CASE WHEN m.receipt_record_id IS NULL THEN m.reference_value END),
    coalesce(r.is_accounted, (
        SELECT bool_and(w.is_accounted) FROM door.rendicontazioni w
        WHERE w.organization_id = $1 AND w.flusso_key = m.reference_key AND m.rendicontazione_id IS NULL
            AND w.state <> 'superseded' AND w.movement_id IS NULL), false)
FROM door.bank_movements m
LEFT JOIN door.movement_links k ON k.organization_id = $1 AND k.movement_id = m.movement_id
LEFT JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = k.rendicontazione_id
{{paid}}
WHERE m.organization_id = $1 AND m.statement_id = $2
  AND (m.rendicontazione_id IS NOT NULL OR (m.state = 'unmatched' AND m.is_pago_pa AND m.amount_cents > 0
      AND m.reference_kind = 'flow')
    OR m.receipt_record_id IS NOT NULL)
  AND NOT EXISTS (
      SELECT FROM door.movement_links l
      WHERE l.organization_id = $1 AND l.rendicontazione_id = k.rendicontazione_id
          AND (l.amount_cents, l.movement_id) > (k.amount_cents, k.movement_id)
          AND (SELECT b.statement_id = $2 FROM door.bank_movements b WHERE b.organization_id = $1 AND b.movement_id = l.movement_id)
      OFFSET 0)
ORDER BY m.accounting_date, m.line_number

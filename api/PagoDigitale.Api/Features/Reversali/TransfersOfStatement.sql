-- The transfers of statement $2, each once however many movements brought it, those whose flow is still unknown included. $1 is the
-- organization.
SELECT {{columns}}, coalesce(r.flusso_id, CASE WHEN m.receipt_record_id IS NULL THEN m.reference_value END),
    coalesce(r.is_accounted, waiting.flow IS NOT NULL) FROM door.bank_movements m
LEFT JOIN door.movement_links k ON k.organization_id = $1 AND k.movement_id = m.movement_id
LEFT JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = k.rendicontazione_id
{{paid}}
LEFT JOIN (
    SELECT lower(flusso_id) AS flow FROM door.rendicontazioni WHERE organization_id = $1 AND state <> 'superseded'
        AND movement_id IS NULL
    GROUP BY lower(flusso_id) HAVING bool_and(is_accounted)) waiting
    ON m.rendicontazione_id IS NULL AND waiting.flow = lower(m.reference_value)
WHERE m.organization_id = $1 AND m.statement_id = $2
  AND (m.rendicontazione_id IS NOT NULL OR (m.state = 'unmatched' AND m.is_pago_pa AND m.amount_cents > 0
      AND m.reference_kind = 'flow')
    OR m.receipt_record_id IS NOT NULL)
  AND NOT EXISTS (SELECT FROM door.movement_links l JOIN door.bank_movements b ON b.organization_id = $1
      AND b.movement_id = l.movement_id AND b.statement_id = $2
      WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id
          AND (l.amount_cents, l.movement_id) > (k.amount_cents, k.movement_id))
ORDER BY m.accounting_date, m.line_number

-- What was assigned after the flows that brought it were booked, or is not booked with them. $1 is the organization.
SELECT a.instalment_id, a.transfer_index, a.allocation_index, a.accertamento_id, l.reversale_id,
    greatest(0, coalesce(k.cents, 0)) AS booked, a.amount_cents AS collected, 'assigned' AS cause
FROM door.payer_credit_uses u
JOIN door.allocations a ON a.organization_id = $1 AND a.instalment_id = u.instalment_id
JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = a.instalment_id AND t.transfer_index = a.transfer_index
    AND t.beneficiary = $1
LEFT JOIN (
    SELECT b.instalment_id, b.transfer_index, b.allocation_index, sum(b.amount_cents)::bigint AS cents
    FROM reversale_payments b
    JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
    WHERE b.organization_id = $1
      AND b.instalment_id IN (SELECT c.instalment_id FROM door.payer_credit_uses c WHERE c.organization_id = $1)
    GROUP BY b.instalment_id, b.transfer_index, b.allocation_index) k
    ON k.instalment_id = a.instalment_id AND k.transfer_index = a.transfer_index AND k.allocation_index = a.allocation_index
JOIN (
    SELECT w.receipt_record_id,
        (array_agg(v.reversale_id ORDER BY v.reversale_id DESC) FILTER (WHERE v.reversale_id IS NOT NULL))[1] AS reversale_id
    FROM door.rendicontazione_rows w
    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
        AND r.state <> 'superseded'
    JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.flusso_id = r.flusso_id AND o.psp_id = r.psp_id
    LEFT JOIN reversali v ON v.organization_id = $1 AND v.rendicontazione_id = o.rendicontazione_id AND v.annulled_at IS NULL
    WHERE w.organization_id = $1 AND w.outcome_code <> 3
      AND w.receipt_record_id IN (
          SELECT c.receipt_record_id FROM door.payer_credit_uses c WHERE c.organization_id = $1 AND c.kind = 'assigned'
              AND c.withdrawn_at IS NULL)
    GROUP BY w.receipt_record_id HAVING bool_and(r.is_accounted)) l ON l.receipt_record_id = u.receipt_record_id
WHERE u.organization_id = $1 AND u.kind = 'assigned' AND u.withdrawn_at IS NULL AND coalesce(k.cents, 0) < a.amount_cents
    AND l.reversale_id IS NOT NULL

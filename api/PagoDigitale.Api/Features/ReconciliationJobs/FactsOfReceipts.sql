-- Our shares of receipts that no current rendicontazione reports.
UNION ALL SELECT {{columns}} FROM (
    SELECT 'receipt' AS kind, t.receipt_record_id AS subject_id, t.transfer_index::integer AS subject_index, t.amount_cents,
        CASE WHEN {{is_paid_differently}} THEN {{paid_less_owed}} END AS difference_cents, c.iuv,
        coalesce(i.notice_number, c.notice_number) AS notice_number, NULL::text AS flusso_id,
        i.position_id, c.instalment_id, c.receipt_record_id, NULL::uuid AS rendicontazione_id, m.movement_id,
        (c.paid_at AT TIME ZONE 'Europe/Rome')::date AS since, i.amount_cents AS position_cents, c.amount_cents AS receipt_cents,
        NULL::bigint AS row_cents, NULL::bigint AS total_cents, m.amount_cents AS movement_cents, NULL::text AS booked_by,
        {{shape}} AS shape
    FROM door.receipts c
    JOIN door.receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
    LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
    LEFT JOIN door.bank_movements m ON m.organization_id = $1 AND m.receipt_record_id = c.receipt_record_id
    WHERE c.organization_id = $1 AND c.version NOT IN ('outside', 'assigned') AND c.withdrawn_at IS NULL {{narrowed}}
      AND NOT EXISTS (SELECT FROM door.rendicontazione_rows w
          JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
              AND r.state <> 'superseded'
          WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
              AND coalesce(w.transfer_index, t.transfer_index) = t.transfer_index)) receipts

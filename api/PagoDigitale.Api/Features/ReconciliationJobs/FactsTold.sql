-- The rows of flows that agree. A row again, with the same IUV, receipt and transfer, is the same payment told twice; a revocation is
-- not.
SELECT f.flusso_id, f.movement_id, f.movement_cents, f.is_overdue, f.is_accounted, f.is_proposed,
    w.rendicontazione_id, w.row_index, w.iuv, w.transfer_index, abs(w.amount_cents) AS cents, w.outcome_code, w.payment_date,
    w.instalment_id, w.iur, w.receipt_record_id,
    w.outcome_code <> 3 AND row_number() OVER (
        PARTITION BY w.iur, w.iuv, w.transfer_index, w.outcome_code = 3
            ORDER BY w.rendicontazione_id, w.row_index) > 1 AS is_repeated
{{rows}}
WHERE NOT f.differs AND NOT f.sum_differs AND NOT f.is_booked_differently

-- An item for each flow whose transfer, sum or reversale has another amount.
SELECT 'flow' AS kind, f.rendicontazione_id AS subject_id, 0 AS subject_index, f.total_amount_cents AS amount_cents, CASE
        WHEN f.is_booked_differently AND f.is_taken_back THEN -f.booked_cents
        WHEN f.is_booked_differently THEN nullif(coalesce(f.movement_cents, f.total_amount_cents) - f.booked_cents, 0)
        WHEN f.differs THEN f.movement_cents - f.total_amount_cents
        WHEN f.sum_differs THEN f.total_amount_cents - f.computed_amount_cents END AS difference_cents,
    NULL::text AS iuv, NULL::text AS notice_number,
    f.flusso_id, NULL::uuid AS position_id, NULL::uuid AS instalment_id, NULL::uuid AS receipt_record_id, f.rendicontazione_id,
        f.movement_id,
    f.regulation_date AS since, NULL::bigint AS position_cents, NULL::bigint AS receipt_cents, NULL::bigint AS row_cents,
    f.total_amount_cents AS total_cents, f.movement_cents, CASE WHEN f.is_booked_differently THEN f.booked_by END AS booked_by,
    {{shape}} AS shape
FROM reconciliation_covered f
WHERE {{narrowed}}
    (f.differs OR f.sum_differs OR f.is_booked_differently OR f.computed_count = 0)

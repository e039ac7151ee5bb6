-- A payment is told of by as many rows as it has shares of ours, in one flow or in several: the first of them names it here.
SELECT m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.outcome_code, m.amount_cents, m.paid_on, m.told_at, m.state, m.attempts,
    m.failure::text, m.next_attempt_at, m.receipt_record_id, m.settled_at, w.rendicontazione_id, w.notice_number, w.position_id
FROM missing_receipts m
LEFT JOIN LATERAL (
    SELECT n.rendicontazione_id, i.notice_number, i.position_id
    FROM door.rendicontazione_rows n
    JOIN door.rendicontazioni f ON f.organization_id = n.organization_id AND f.rendicontazione_id = n.rendicontazione_id
        AND f.state <> 'superseded'
    LEFT JOIN door.instalments i ON i.organization_id = n.organization_id AND i.instalment_id = n.instalment_id
    WHERE n.organization_id = m.organization_id AND n.iur = m.iur AND n.iuv = m.iuv
    ORDER BY n.rendicontazione_id, n.row_index LIMIT 1
) w ON true

-- A payment is told of by as many rows as it has shares of ours, in one flow or in several: the first of them names it here. While the
-- hour's calls are made, or the service fails, nothing is asked for before the connection is called.
SELECT m.missing_receipt_id, m.iur, m.iuv, m.psp_id, m.outcome_code, m.amount_cents, m.paid_on, m.told_at, m.state, m.attempts,
    m.failure::text, CASE WHEN m.next_attempt_at IS NOT NULL THEN greatest(m.next_attempt_at, c.next_call_at) END, m.receipt_record_id,
    m.settled_at, w.rendicontazione_id, i.notice_number, i.position_id
FROM missing_receipts m
LEFT JOIN door.connections c ON c.organization_id = m.organization_id AND c.connection = 'biz-events' AND NOT c.is_paused
LEFT JOIN door.instalments i ON i.organization_id = m.organization_id AND i.iuv = m.iuv
LEFT JOIN LATERAL (
    SELECT n.rendicontazione_id
    FROM door.rendicontazione_rows n
    JOIN door.rendicontazioni f ON f.organization_id = n.organization_id AND f.rendicontazione_id = n.rendicontazione_id
        AND f.state <> 'superseded'
    WHERE n.organization_id = m.organization_id AND n.iur = m.iur AND n.iuv = m.iuv
    ORDER BY n.rendicontazione_id, n.row_index LIMIT 1
) w ON true

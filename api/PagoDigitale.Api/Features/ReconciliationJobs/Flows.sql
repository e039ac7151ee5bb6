-- Current flows of the organization $1, with what is still to come of each. A flow of which a storno took a part back waits for that
-- part, although what stands beside it was decided.
SELECT r.rendicontazione_id, r.flusso_id, r.psp_id, r.regulation_id, r.regulation_date,
    r.total_amount_cents - CASE WHEN p.is_waiting THEN p.cents ELSE 0 END,
    p.is_waiting OR NOT EXISTS (SELECT FROM door.movement_links l
        WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id AND (l.is_decided OR r.state = 'matched')),
    p.is_waiting
FROM door.rendicontazioni r
CROSS JOIN LATERAL (
    SELECT sum(l.amount_cents)::bigint AS cents,
        coalesce(sum(l.amount_cents) < r.total_amount_cents
            AND bool_or(l.amount_cents < 0 AND m.counterpart_id IS NOT NULL), false) AS is_waiting
    FROM door.movement_links l JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = l.movement_id
    WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id) p
WHERE r.organization_id = $1 {{narrowed}}

-- Flows that were booked and have less money than was, and whether that has a known cause. $1 is the organization.
SELECT f.reversale_id, f.flusso_id, f.booked, f.came, f.due - f.came AS missing, least(s.cents, f.due - f.came) AS taken_back,
    s.cents > 0
    OR (f.has_movement AND f.state <> 'matched')
    OR EXISTS (SELECT FROM door.movement_refusals x WHERE x.organization_id = $1 AND x.target = f.flusso_id || '/' || f.psp_id)
    OR (NOT f.has_movement AND NOT EXISTS (
        SELECT FROM reversali v
        JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = v.movement_id AND m.state = 'reversed'
        WHERE v.organization_id = $1 AND v.reversale_id = ANY (f.reversali))) AS has_cause
FROM (
    SELECT r.flusso_id, r.psp_id, r.state, r.movement_id IS NOT NULL AS has_movement, array_agg(v.reversale_id) AS reversali,
        (array_agg(v.reversale_id ORDER BY v.reversale_id DESC))[1] AS reversale_id,
        sum(v.amount_cents)::bigint AS booked, least(sum(v.amount_cents), r.total_amount_cents)::bigint AS due,
        coalesce(
            (SELECT sum(l.amount_cents) FROM door.movement_links l WHERE l.organization_id = $1
                AND l.rendicontazione_id = r.rendicontazione_id),
            sum(v.amount_cents) FILTER (WHERE v.movement_id IS NULL), 0)::bigint AS came
    FROM reversali v
    JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.flusso_id = o.flusso_id AND r.psp_id = o.psp_id
        AND r.state <> 'superseded'
    WHERE v.organization_id = $1 AND v.annulled_at IS NULL {{narrowed}}
    GROUP BY r.rendicontazione_id, r.flusso_id, r.psp_id, r.state, r.movement_id, r.total_amount_cents) f
CROSS JOIN LATERAL (
    SELECT coalesce(sum(t.amount_cents), 0)::bigint AS cents FROM reversale_stornos t
    WHERE t.organization_id = $1 AND t.reversale_id = ANY (f.reversali)) s
WHERE f.came < f.due

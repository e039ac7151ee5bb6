-- The flows of the run with all that paid them out, taken together, and what their reversali have booked, issued on this revision or
-- on earlier ones. Booked differently: accounted, and then its total, its payments or its movement turned out to be other than the
-- reversale says; or a storno took back the money that it says came, and no other has come since.
{{temporary}}
INSERT INTO reconciliation_covered
SELECT * FROM (
    SELECT r.rendicontazione_id, r.flusso_id, r.total_amount_cents, r.computed_count, r.computed_amount_cents, r.regulation_date,
        r.is_accounted,
        m.movement_id, m.amount_cents AS movement_cents, {{is_overdue}} AS is_overdue, b.booked_cents, b.booked_by,
        m.movement_id IS NULL AND coalesce(b.has_reversed, false) AS is_taken_back,
        m.movement_id IS NOT NULL AND m.amount_cents <> r.total_amount_cents AS differs,
        r.computed_count > 0 AND r.computed_amount_cents <> r.total_amount_cents AS sum_differs,
        r.is_accounted AND (coalesce(b.booked_cents <> coalesce(m.amount_cents, r.total_amount_cents), false)
            OR (m.movement_id IS NULL AND coalesce(b.has_reversed, false))
            OR EXISTS (SELECT FROM jsonb_array_elements(r.anomalies) a
                WHERE a->>'code' IN ('accounted-amount-changed', 'accounted-payments-changed'))) AS is_booked_differently,
        {{has_open_payment}} AS has_open_payment,
        (r.movement_id IS NULL AND EXISTS (SELECT FROM door.movement_proposals p
            JOIN door.bank_movements x ON x.organization_id = $1 AND x.movement_id = p.movement_id
            WHERE p.organization_id = $1 AND p.rendicontazione_id = r.rendicontazione_id
                AND x.amount_cents = r.total_amount_cents)) AS is_proposed
    FROM door.rendicontazioni r
    LEFT JOIN LATERAL (
        SELECT r.movement_id, sum(l.amount_cents)::bigint AS amount_cents FROM door.movement_links l
        WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id HAVING count(*) > 0) m ON true
    LEFT JOIN LATERAL (
        SELECT sum(v.amount_cents)::bigint AS booked_cents, bool_or(x.state = 'reversed') AS has_reversed,
            string_agg(v.year || '/' || v.number, ', ' ORDER BY v.year, v.number) AS booked_by
        FROM door.rendicontazioni o
        JOIN door.reversali v ON v.organization_id = $1 AND v.rendicontazione_id = o.rendicontazione_id AND v.annulled_at IS NULL
        LEFT JOIN door.bank_movements x ON x.organization_id = $1 AND x.movement_id = v.movement_id
        WHERE r.is_accounted AND o.organization_id = $1 AND o.flusso_id = r.flusso_id AND o.psp_id = r.psp_id) b ON true
    WHERE r.organization_id = $1 AND r.state <> 'superseded' {{narrowed}}) f
{{only_open}}

-- Of each reversale of $2 the movements that it settles, in the order of time, and how much of each. $1 is the organization.
SELECT * FROM (
    SELECT p.reversale_id, p.movement_id, b.accounting_date, b.provvisorio, p.amount_cents,
        row_number() OVER (PARTITION BY p.reversale_id ORDER BY b.accounting_date, p.movement_id) AS place
    FROM (
        -- From the reversale to its flow and to the movements of that, one by one: of an organization the statistics do not know, all
        -- its flows or all its links were read for each reversale.
        SELECT v.reversale_id, l.movement_id, l.amount_cents
        FROM reversali v
        CROSS JOIN LATERAL (
            SELECT o.flusso_id, o.psp_id FROM door.rendicontazioni o
            WHERE o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
            OFFSET 0) o
        CROSS JOIN LATERAL (
            SELECT r.rendicontazione_id FROM door.rendicontazioni r
            WHERE r.organization_id = $1 AND r.flusso_id = o.flusso_id AND r.psp_id = o.psp_id AND r.state <> 'superseded'
            OFFSET 0) r
        CROSS JOIN LATERAL (
            SELECT l.movement_id, l.amount_cents FROM door.movement_links l
            WHERE l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id
            OFFSET 0) l
        WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.reversale_id = ANY ($2)
        UNION ALL
        SELECT v.reversale_id, n.movement_id, n.amount_cents
        FROM reversali v
        CROSS JOIN LATERAL (
            SELECT t.credit_id, t.debit_id, t.amount_cents FROM reversale_stornos t
            WHERE t.organization_id = $1 AND t.reversale_id = v.reversale_id
            OFFSET 0) t
        CROSS JOIN LATERAL (
            SELECT FROM door.bank_movements d WHERE d.organization_id = $1 AND d.movement_id = t.debit_id AND d.state = 'reversed'
            OFFSET 0) d
        CROSS JOIN LATERAL (VALUES (t.credit_id, t.amount_cents), (t.debit_id, -t.amount_cents)) AS n(movement_id, amount_cents)
        WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.reversale_id = ANY ($2)) p
    CROSS JOIN LATERAL (
        SELECT b.accounting_date, b.provvisorio FROM door.bank_movements b WHERE b.organization_id = $1 AND b.movement_id = p.movement_id
        OFFSET 0) b) m
WHERE place <= {{movements_max}} ORDER BY reversale_id, place

-- Of each reversale of $2 the movements that it settles, in the order of time, and how much of each. $1 is the organization.
SELECT * FROM (
    SELECT p.reversale_id, p.movement_id, b.accounting_date, b.provvisorio, p.amount_cents,
        row_number() OVER (PARTITION BY p.reversale_id ORDER BY b.accounting_date, b.movement_id) AS place
    FROM (
        SELECT v.reversale_id, l.movement_id, l.amount_cents
        FROM reversali v
        CROSS JOIN LATERAL (
            SELECT l.movement_id, l.amount_cents
            FROM door.rendicontazioni o
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.flusso_id = o.flusso_id AND r.psp_id = o.psp_id
                AND r.state <> 'superseded'
            JOIN door.movement_links l ON l.organization_id = $1 AND l.rendicontazione_id = r.rendicontazione_id
            WHERE o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
            -- From the reversale to its movements: of an organization the statistics do not know, all its links were read first.
            OFFSET 0) l
        WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.reversale_id = ANY ($2)
        UNION ALL
        SELECT v.reversale_id, n.movement_id, n.amount_cents
        FROM reversali v
        JOIN reversale_stornos t ON t.organization_id = $1 AND t.reversale_id = v.reversale_id
        JOIN door.bank_movements d ON d.organization_id = $1 AND d.movement_id = t.debit_id AND d.state = 'reversed'
        CROSS JOIN LATERAL (VALUES (t.credit_id, t.amount_cents), (t.debit_id, -t.amount_cents)) AS n(movement_id, amount_cents)
        WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.reversale_id = ANY ($2)) p
    JOIN door.bank_movements b ON b.organization_id = $1 AND b.movement_id = p.movement_id) m
WHERE place <= {{movements_max}} ORDER BY reversale_id, place

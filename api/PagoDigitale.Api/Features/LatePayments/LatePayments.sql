-- Payments made after the term, newest first, each with the day on which its money was credited: that of the movement that brings the
-- transfer of its rendicontazione, or the day that the organization itself told of a payment outside the node. $1 is the organization.
SELECT late.* FROM (
    SELECT p.position_id, p.external_id, i.instalment_id, i.notice_number, p.service_code,
        coalesce(i.description, p.description) AS description, p.debtor_fiscal_code,
        p.debtor_name, i.amount_cents, coalesce(i.paid_cents, 0) AS paid_cents, t.term, t.paid_on, i.last_credit_day, c.credited_on,
        CASE WHEN t.paid_on > i.last_credit_day OR c.credited_on > i.last_credit_day THEN 'late'
            WHEN c.credited_on IS NULL THEN 'awaiting-credit' ELSE 'in-time-by-credit' END AS timeliness,
        coalesce(o.kind, CASE WHEN {{is_one_of_several}} THEN 'instalments' ELSE 'single' END) AS option_kind,
        CASE WHEN o.kind = 'reduced' THEN coalesce({{whole}} - i.amount_cents, 0) ELSE 0 END AS reduction_cents, i.paid_at
    FROM door.instalments i
    JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
    LEFT JOIN door.payment_options o ON o.organization_id = $1 AND o.position_id = i.position_id AND o.option_index = i.option_index
    CROSS JOIN LATERAL (SELECT {{term}} AS term, {{paid_on}} AS paid_on) t
    CROSS JOIN LATERAL (
        SELECT CASE WHEN i.is_paid_outside_node THEN t.paid_on ELSE (
            SELECT min(b.accounting_date)
            FROM door.rendicontazione_rows w
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                AND r.state <> 'superseded'
            JOIN door.movement_links l ON l.organization_id = $1 AND l.rendicontazione_id = w.rendicontazione_id AND l.amount_cents > 0
            JOIN door.bank_movements b ON b.organization_id = $1 AND b.movement_id = l.movement_id
            WHERE w.organization_id = $1 AND w.instalment_id = i.instalment_id) END AS credited_on) c
    WHERE {{where}}) late

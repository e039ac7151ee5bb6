-- What the archive is to be told of the instalments $2, as they are now, and what it was told before. $1 is the organization. Each is
-- looked up by itself: of an organization that has just been loaded the planner knows nothing.
SELECT i.instalment_id, i.position_id, i.notice_number, i.iuv, i.state, i.amount_cents, i.due_date, i.valid_until,
    coalesce(i.valid_from, p.valid_from), coalesce(i.keep_payable_after_due_date, v.keep_payable_after_due_date),
    coalesce(i.description, p.description), p.debtor_type, p.debtor_fiscal_code, p.debtor_name, t.iban, t.postal_iban, t.may_be_pushed,
    n.instalment_id IS NOT NULL, n.state, n.is_asked, n.digest, n.told_digest, n.told_amount_cents, n.told_at, n.told_last_day,
    n.waiting_since, n.attempts, n.failure::text, n.next_attempt_at, o.is_active, n.amount_cents
FROM unnest($2::uuid[]) AS asked(id)
CROSS JOIN LATERAL (SELECT * FROM door.instalments i WHERE i.organization_id = $1 AND i.instalment_id = asked.id OFFSET 0) i
CROSS JOIN LATERAL (SELECT * FROM door.positions p WHERE p.organization_id = $1 AND p.position_id = i.position_id OFFSET 0) p
JOIN door.organizations o ON o.organization_id = $1
JOIN door.services v ON v.organization_id = $1 AND v.service_code = p.service_code
CROSS JOIN LATERAL (
    -- The organization's own account goes first: in stand-in the whole sum comes to it.
    SELECT (array_agg(t.iban ORDER BY t.transfer_index) FILTER (WHERE t.beneficiary = $1))[1] AS iban,
        (array_agg(t.postal_iban ORDER BY t.transfer_index) FILTER (WHERE t.beneficiary = $1))[1] AS postal_iban,
        -- One that forbids it is enough (SANP 3.12, SEPA RTP).
        bool_and(coalesce(p.request_to_pay,
            CASE left(t.taxonomy_code, 2) WHEN '6/' THEN 'haste-harms' WHEN '7/' THEN 'exclusive-carrier'
                WHEN '8/' THEN 'haste-harms-and-exclusive-carrier' END,
            w.request_to_pay, v.request_to_pay) = 'allowed') AS may_be_pushed
    FROM door.transfers t
    LEFT JOIN door.services w ON w.organization_id = $1 AND w.service_code = t.service_code
    WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id) t
LEFT JOIN LATERAL (SELECT * FROM aca_notices n WHERE n.organization_id = $1 AND n.instalment_id = i.instalment_id OFFSET 0) n ON true

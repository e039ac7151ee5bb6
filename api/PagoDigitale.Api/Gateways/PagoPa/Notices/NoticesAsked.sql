-- The stations $2 of the organization $1, and the notices $3 that each is asked for: one row for each question and transfer; none where
-- the organization is not ours.
SELECT q.question, o.name, o.is_active, s.broker_fiscal_code,
    i.state, i.iuv, i.amount_cents, i.due_date, i.valid_until, coalesce(i.valid_from, p.valid_from),
        coalesce(i.keep_payable_after_due_date, v.keep_payable_after_due_date),
        coalesce(i.description, p.description), a.description,
    p.debtor_type, p.debtor_fiscal_code, p.debtor_name, p.debtor_address::text, p.debtor_email,
    t.transfer_index, t.beneficiary, t.amount_cents, t.iban, t.postal_iban, t.taxonomy_code, t.remittance_information,
    t.metadata::text, i.metadata::text,
    p.request_to_pay, coalesce(w.request_to_pay, v.request_to_pay)
FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS q(station_id, notice_number, question)
JOIN door.organizations o ON o.organization_id = $1
LEFT JOIN door.stations s ON s.organization_id = $1 AND s.station_id = q.station_id
LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.notice_number = q.notice_number
LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
LEFT JOIN door.payment_options a ON a.organization_id = $1 AND a.position_id = i.position_id AND a.option_index = i.option_index
LEFT JOIN door.services v ON v.organization_id = $1 AND v.service_code = p.service_code
LEFT JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = i.instalment_id
LEFT JOIN door.services w ON w.organization_id = $1 AND w.service_code = t.service_code

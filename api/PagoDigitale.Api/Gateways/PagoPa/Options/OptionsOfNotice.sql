-- The organization $1 with its station $2, and all instalments of the position of the notice $3, each with the accounts it is paid to.
-- One row without an instalment where nobody knows the notice; none where the organization is not ours.
SELECT o.name, o.is_active, s.station_id IS NOT NULL, p.description, p.state, i.option_index, a.description, i.instalment_index,
    i.notice_number, i.iuv, i.amount_cents, i.due_date, i.valid_until, coalesce(i.valid_from, p.valid_from), i.state, i.is_released,
    coalesce(i.keep_payable_after_due_date, v.keep_payable_after_due_date),
    (SELECT array_agg(coalesce(t.postal_iban, t.iban)) FROM door.transfers t
        WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id),
    i.description
FROM door.organizations o
LEFT JOIN door.stations s ON s.organization_id = $1 AND s.station_id = $2
LEFT JOIN door.instalments n ON n.organization_id = $1 AND n.notice_number = $3
LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = n.position_id
LEFT JOIN door.services v ON v.organization_id = $1 AND v.service_code = p.service_code
LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.position_id = p.position_id AND i.state <> 'replaced'
    AND i.option_index <= {{options_max}}
LEFT JOIN door.payment_options a ON a.organization_id = $1 AND a.position_id = p.position_id AND a.option_index = i.option_index
WHERE o.organization_id = $1
ORDER BY i.option_index, i.instalment_index, i.instalment_id

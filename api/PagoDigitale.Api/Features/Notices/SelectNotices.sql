-- Notices with what they say of their positions and debtors; ends at the WHERE. $1 is the organization.
SELECT i.instalment_id, i.position_id, p.flow_id, i.notice_number, i.iuv, i.state, i.amount_cents, i.due_date, i.valid_until,
    i.instalment_index,
    (SELECT max(o.instalment_index) FROM door.instalments o
     WHERE o.organization_id = i.organization_id AND o.position_id = i.position_id AND o.option_index = i.option_index
        AND (o.state <> 'replaced' OR o.instalment_id = i.instalment_id)),
    coalesce(i.description, p.description), p.debtor_fiscal_code, p.debtor_name, p.debtor_address, p.created_at,
    coalesce(i.keep_payable_after_due_date, v.keep_payable_after_due_date),
    1 + i.paper_changes + CASE WHEN p.debtor_corrected_at IS NULL THEN 0
        ELSE (SELECT count(*) FROM door.debtor_corrections c WHERE c.organization_id = i.organization_id
            AND c.position_id = i.position_id) END::integer,
    i.description IS NOT NULL,
    (SELECT a.description FROM door.payment_options a
     WHERE a.organization_id = i.organization_id AND a.position_id = i.position_id AND a.option_index = i.option_index
        AND EXISTS (SELECT FROM door.payment_options b WHERE b.organization_id = i.organization_id
            AND b.position_id = i.position_id AND b.option_index <> i.option_index))
FROM door.instalments i JOIN door.positions p ON p.organization_id = i.organization_id AND p.position_id = i.position_id
    JOIN door.services v ON v.organization_id = p.organization_id AND v.service_code = p.service_code
WHERE i.organization_id = $1

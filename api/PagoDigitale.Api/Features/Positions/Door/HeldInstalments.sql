-- The instalments $2 of the organization $1 with their positions, both locked by the caller.
SELECT i.instalment_id, i.state, i.is_settled_in_part, i.is_released, i.state_before_report, i.receipt_record_id,
    i.discharged_own_cents + i.discharged_others_cents > 0, i.notice_number, i.amount_cents, coalesce(i.paid_cents, 0),
    (SELECT count(*)::integer FROM transfers t
        WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1),
    NOT EXISTS (SELECT FROM instalments o
        WHERE o.organization_id = $1 AND o.position_id = i.position_id AND o.instalment_id <> i.instalment_id),
    p.position_id, coalesce(i.valid_from, p.valid_from), p.external_id, p.service_code, p.unit_code, p.flow_id
FROM unnest($2::uuid[]) AS n(id)
JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = n.id
JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id

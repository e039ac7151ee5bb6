-- The instalments of those of the positions $2 that have several payment options, in their order. $1 is the organization.
SELECT i.position_id, i.instalment_id, i.notice_number, i.option_index, i.state, i.is_released, i.amount_cents,
    (SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM transfers t
        WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1),
    i.receipt_record_id IS NOT NULL
FROM unnest($2::uuid[]) AS n(id)
JOIN instalments i ON i.organization_id = $1 AND i.position_id = n.id
WHERE EXISTS (SELECT FROM instalments o WHERE o.organization_id = $1 AND o.position_id = n.id AND o.option_index <> i.option_index)
ORDER BY i.position_id, i.option_index, i.instalment_index, i.instalment_id

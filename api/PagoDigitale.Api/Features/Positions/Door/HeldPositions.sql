-- The positions $2 of the organization $1: what decides their states and what events tell of them. As a position is told: what was
-- cancelled is asked for no more, and what others replaced is not named.
SELECT p.position_id, p.external_id, p.service_code, p.unit_code, p.flow_id, {{valid_from}},
    coalesce(sum(i.paid_cents), 0)::bigint,
    array_agg(i.notice_number ORDER BY i.option_index, i.instalment_index) FILTER (WHERE i.state <> 'replaced'),
    {{standing}}
FROM unnest($2::uuid[]) AS n(id)
JOIN positions p ON p.organization_id = $1 AND p.position_id = n.id
JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id
GROUP BY p.organization_id, p.position_id

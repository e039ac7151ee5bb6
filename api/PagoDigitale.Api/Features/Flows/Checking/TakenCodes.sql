-- The codes of a relation that are taken, one row for each, with the notice and what it asks for. $1 is the organization.
bearers AS MATERIALIZED (
    SELECT DISTINCT ON (external_id) external_id, position_id
    FROM (
        SELECT external_id, position_id, 1 AS rank FROM door.positions
        WHERE organization_id = $1 AND external_id IN (SELECT external_id FROM {{asked}} WHERE external_id IS NOT NULL)
        UNION ALL
        SELECT external_id, position_id, 2 FROM flow_rows
        WHERE organization_id = $1 AND is_grouped
          AND external_id IN (SELECT external_id FROM {{asked}} WHERE external_id IS NOT NULL)) b
    ORDER BY external_id, rank),
taken AS MATERIALIZED (
    SELECT b.external_id, b.position_id, min(i.notice_number) AS notice, bool_or(p.state = 'cancelled') AS is_cancelled,
        min(p.debtor_fiscal_code) AS debtor_fiscal_code, min(p.service_code) AS service_code,
        min(p.amount_cents) FILTER (WHERE i.amount_cents = p.amount_cents) AS amount_cents,
        coalesce(min(i.due_date) FILTER (WHERE i.amount_cents = p.amount_cents), 'infinity') AS due_date,
        string_agg({{shape_of_instalment}}, ' ' ORDER BY i.option_index, i.instalment_index)
            FILTER (WHERE i.state NOT IN ('cancelled', 'replaced')) AS shape
    FROM bearers b
    JOIN door.positions p ON p.organization_id = $1 AND p.position_id = b.position_id
    JOIN door.instalments i ON i.organization_id = $1 AND i.position_id = b.position_id
    GROUP BY b.external_id, b.position_id)

-- The figures of the accertamenti of an organization that has none, from all its debts as they are: those that wait as well, which then
-- change nothing. $1 is the organization.
WITH touched AS MATERIALIZED (SELECT instalment_id, receipt_record_id FROM door.instalments WHERE organization_id = $1),
{{shares}},
kept AS (
    INSERT INTO accertamento_shares (organization_id, instalment_id, accertamento_id, issued_cents, collected_cents)
    SELECT $1, instalment_id, accertamento_id, issued_cents, collected_cents FROM shares)
INSERT INTO accertamento_balances (organization_id, accertamento_id, issued_cents, collected_cents, regularised_cents)
SELECT $1, accertamento_id, sum(issued), sum(collected), sum(regularised)
FROM (
    SELECT accertamento_id, issued_cents AS issued, collected_cents AS collected, 0 AS regularised FROM shares
    UNION ALL
    SELECT b.accertamento_id, 0, 0, b.amount_cents FROM door.reversale_allocations b
    JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
    WHERE b.organization_id = $1
    UNION ALL
    SELECT accertamento_id, 0, 0, -regularised_cents FROM door.accertamento_changes
    WHERE organization_id = $1 AND accertamento_id IS NOT NULL) told
GROUP BY accertamento_id

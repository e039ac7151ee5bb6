-- Of each accertamento of $2: issued, collected, regularised, as they were folded and with what waits: what the debts that changed have
-- now, less what the figures have of them. $1 is the organization.
WITH waiting AS MATERIALIZED (
    {{changes}}),
debts AS MATERIALIZED (SELECT DISTINCT instalment_id FROM waiting WHERE instalment_id IS NOT NULL),
touched AS MATERIALIZED (
    SELECT n.instalment_id, n.receipt_record_id
    FROM debts d JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = d.instalment_id),
{{shares}}
SELECT a.accertamento_id, coalesce(b.issued_cents, 0) + coalesce(w.issued, 0), coalesce(b.collected_cents, 0) + coalesce(w.collected, 0),
    coalesce(b.regularised_cents, 0) + coalesce(w.regularised, 0)
FROM unnest($2::uuid[]) AS a(accertamento_id)
LEFT JOIN accertamento_balances b ON b.organization_id = $1 AND b.accertamento_id = a.accertamento_id
LEFT JOIN (
    SELECT accertamento_id, sum(issued)::bigint AS issued, sum(collected)::bigint AS collected, sum(regularised)::bigint AS regularised
    FROM (
        SELECT accertamento_id, issued_cents AS issued, collected_cents AS collected, 0 AS regularised FROM shares
        UNION ALL
        SELECT s.accertamento_id, -s.issued_cents, -s.collected_cents, 0
        FROM debts d JOIN accertamento_shares s ON s.organization_id = $1 AND s.instalment_id = d.instalment_id
        UNION ALL
        SELECT accertamento_id, 0, 0, regularised_cents FROM waiting WHERE accertamento_id IS NOT NULL) differences
    GROUP BY accertamento_id) w ON w.accertamento_id = a.accertamento_id

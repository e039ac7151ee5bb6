-- cents: what the figures of accertamenti differ by from what their payments say: debt by debt, of those that do not wait, then in the
-- sum of each accertamento, then of what reversali booked. $1 is the organization.
WITH touched AS MATERIALIZED (SELECT instalment_id, receipt_record_id FROM door.instalments WHERE organization_id = $1),
{{shares}}
SELECT abs(sum(issued)) + abs(sum(collected)) AS cents
FROM (
    SELECT instalment_id, accertamento_id, issued_cents AS issued, collected_cents AS collected FROM shares
    UNION ALL
    SELECT instalment_id, accertamento_id, -issued_cents, -collected_cents FROM accertamento_shares WHERE organization_id = $1) debts
WHERE instalment_id NOT IN (
    SELECT w.instalment_id FROM ({{changes}}) w WHERE w.instalment_id IS NOT NULL)
GROUP BY instalment_id, accertamento_id HAVING sum(issued) <> 0 OR sum(collected) <> 0
UNION ALL
SELECT abs(sum(issued)) + abs(sum(collected))
FROM (
    SELECT accertamento_id, issued_cents AS issued, collected_cents AS collected FROM accertamento_shares WHERE organization_id = $1
    UNION ALL
    SELECT accertamento_id, -issued_cents, -collected_cents FROM accertamento_balances WHERE organization_id = $1) sums
GROUP BY accertamento_id
UNION ALL
SELECT abs(sum(regularised))
FROM (
    SELECT accertamento_id, regularised_cents AS regularised FROM accertamento_balances WHERE organization_id = $1
    UNION ALL
    SELECT accertamento_id, regularised_cents FROM door.accertamento_changes WHERE organization_id = $1 AND accertamento_id IS NOT NULL
    UNION ALL
    SELECT b.accertamento_id, -b.amount_cents FROM door.reversale_allocations b
    JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
    WHERE b.organization_id = $1) booked
GROUP BY accertamento_id

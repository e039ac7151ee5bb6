-- Follows the relation new (postings that are not counted yet) in a WITH: how many more there are of each thing with them than without.
-- Of every debt and reference that they name all postings are summed, and without the new ones. $1 is the organization.
new_debts AS (
    SELECT (count(*) FILTER (WHERE a.issued > 0) - count(*) FILTER (WHERE a.issued > n.issued))::bigint AS issued,
        (count(*) FILTER (WHERE a.cancelled > 0) - count(*) FILTER (WHERE a.cancelled > n.cancelled))::bigint AS cancelled,
        (count(*) FILTER (WHERE a.owed > 0) - count(*) FILTER (WHERE a.owed > n.owed))::bigint AS outstanding
    FROM (
        SELECT instalment_id, CASE WHEN instalment_id IS NULL THEN reference END AS reference, {{debt_sums}}
        FROM new WHERE {{of_debts}} GROUP BY 1, 2) n
    CROSS JOIN LATERAL (
        SELECT {{debt_sums}} FROM (
            SELECT kind, debit, credit, amount_cents FROM door.postings
            WHERE organization_id = $1 AND instalment_id = n.instalment_id
            UNION ALL
            SELECT kind, debit, credit, amount_cents FROM door.postings
            WHERE organization_id = $1 AND reference = n.reference AND instalment_id IS NULL) p
        WHERE {{of_debts}}) a),
new_payments AS (
    SELECT (count(*) FILTER (WHERE a.paid > 0) - count(*) FILTER (WHERE a.paid > n.paid))::bigint AS paid,
        (count(*) FILTER (WHERE a.owed_back > 0) - count(*) FILTER (WHERE a.owed_back > n.owed_back))::bigint AS payer_credits,
        coalesce(sum(greatest(0, -a.owed_back) - greatest(0, n.owed_back - a.owed_back)), 0)::bigint AS overdrawn_cents,
        (count(*) FILTER (WHERE a.regularised > 0) - count(*) FILTER (WHERE a.regularised > n.regularised))::bigint AS regularised
    FROM (SELECT reference, {{payment_sums}} FROM new WHERE reference IS NOT NULL AND ({{of_payments}}) GROUP BY reference) n
    CROSS JOIN LATERAL (
        SELECT {{payment_sums}} FROM door.postings
        WHERE organization_id = $1 AND reference = n.reference AND ({{of_payments}})) a)

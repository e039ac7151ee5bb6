-- Follows the relation new (postings that are not counted yet) in a WITH: how many more there are of each thing with them than without.
-- All postings of every debt and reference that they name are summed, and the new ones apart. $1 is the organization.
new_debts AS (
    SELECT (count(*) FILTER (WHERE issued > 0) - count(*) FILTER (WHERE issued > new_issued))::bigint AS issued,
        (count(*) FILTER (WHERE cancelled > 0) - count(*) FILTER (WHERE cancelled > new_cancelled))::bigint AS cancelled,
        (count(*) FILTER (WHERE owed > 0) - count(*) FILTER (WHERE owed > new_owed))::bigint AS outstanding
    FROM (
        SELECT sum(issued) FILTER (WHERE NOT is_new) AS issued, sum(issued) FILTER (WHERE is_new) AS new_issued,
            sum(cancelled) FILTER (WHERE NOT is_new) AS cancelled, sum(cancelled) FILTER (WHERE is_new) AS new_cancelled,
            sum(owed) FILTER (WHERE NOT is_new) AS owed, sum(owed) FILTER (WHERE is_new) AS new_owed
        FROM (
            SELECT instalment_id, CASE WHEN instalment_id IS NULL THEN reference END AS reference, true AS is_new, {{debt_terms}}
            FROM new WHERE {{of_debts}}
            UNION ALL
            SELECT n.instalment_id, NULL, false, {{debt_terms}}
            FROM (SELECT DISTINCT instalment_id FROM new WHERE instalment_id IS NOT NULL AND {{of_debts}}) n
            CROSS JOIN LATERAL (
                SELECT kind, debit, credit, amount_cents FROM door.postings
                WHERE organization_id = $1 AND instalment_id = n.instalment_id AND {{of_debts}} OFFSET 0) p
            UNION ALL
            SELECT NULL, n.reference, false, {{debt_terms}}
            FROM (SELECT DISTINCT reference FROM new WHERE instalment_id IS NULL AND {{of_debts}}) n
            CROSS JOIN LATERAL (
                SELECT kind, debit, credit, amount_cents FROM door.postings
                WHERE organization_id = $1 AND reference = n.reference AND instalment_id IS NULL AND {{of_debts}} OFFSET 0) p) terms
        WHERE coalesce(instalment_id::text, reference) IS NOT NULL
        GROUP BY instalment_id, reference) debts),
new_payments AS (
    SELECT (count(*) FILTER (WHERE paid > 0) - count(*) FILTER (WHERE paid > new_paid))::bigint AS paid,
        (count(*) FILTER (WHERE owed_back > 0) - count(*) FILTER (WHERE owed_back > new_owed_back))::bigint AS payer_credits,
        coalesce(sum(greatest(0, -owed_back) - greatest(0, new_owed_back - owed_back)), 0)::bigint AS overdrawn_cents,
        (count(*) FILTER (WHERE regularised > 0) - count(*) FILTER (WHERE regularised > new_regularised))::bigint AS regularised
    FROM (
        SELECT sum(paid) FILTER (WHERE NOT is_new) AS paid, sum(paid) FILTER (WHERE is_new) AS new_paid,
            sum(owed_back) FILTER (WHERE NOT is_new) AS owed_back, sum(owed_back) FILTER (WHERE is_new) AS new_owed_back,
            sum(regularised) FILTER (WHERE NOT is_new) AS regularised, sum(regularised) FILTER (WHERE is_new) AS new_regularised
        FROM (
            SELECT reference, true AS is_new, {{payment_terms}} FROM new WHERE reference IS NOT NULL AND ({{of_payments}})
            UNION ALL
            SELECT n.reference, false, {{payment_terms}}
            FROM (SELECT DISTINCT reference FROM new WHERE reference IS NOT NULL AND ({{of_payments}})) n
            CROSS JOIN LATERAL (
                SELECT kind, debit, credit, amount_cents FROM door.postings
                WHERE organization_id = $1 AND reference = n.reference AND ({{of_payments}}) OFFSET 0) p) terms
        GROUP BY reference) payments)

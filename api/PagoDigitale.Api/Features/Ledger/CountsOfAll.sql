-- How many there are in the relation of postings that is named: one row. $1 is the organization.
SELECT d.issued, d.cancelled, d.outstanding, p.paid, p.payer_credits, p.overdrawn_cents, p.regularised
FROM (
    SELECT count(*) FILTER (WHERE issued > 0) AS issued, count(*) FILTER (WHERE cancelled > 0) AS cancelled,
        count(*) FILTER (WHERE owed > 0) AS outstanding
    FROM (
        SELECT sum(issued) AS issued, sum(cancelled) AS cancelled, sum(owed) AS owed
        FROM (
            SELECT instalment_id, CASE WHEN instalment_id IS NULL THEN reference END AS reference, {{debt_terms}}
            FROM {{postings}} WHERE organization_id = $1 AND {{of_debts}} AND coalesce(instalment_id::text, reference) IS NOT NULL) terms
        GROUP BY instalment_id, reference) debts) d
CROSS JOIN (
    SELECT count(*) FILTER (WHERE paid > 0) AS paid, count(*) FILTER (WHERE owed_back > 0) AS payer_credits,
        coalesce(sum(greatest(0, -owed_back)), 0) AS overdrawn_cents, count(*) FILTER (WHERE regularised > 0) AS regularised
    FROM (
        SELECT sum(paid) AS paid, sum(owed_back) AS owed_back, sum(regularised) AS regularised
        FROM (
            SELECT reference, {{payment_terms}} FROM {{postings}}
            WHERE organization_id = $1 AND reference IS NOT NULL AND ({{of_payments}})) terms
        GROUP BY reference) payments) p

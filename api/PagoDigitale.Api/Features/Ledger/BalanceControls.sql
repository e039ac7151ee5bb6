-- What the balances differ by from the postings that are folded, and what the counts differ by from all: nothing. $1 is the organization.
WITH folded AS MATERIALIZED (
    SELECT date_trunc('month', p.occurred_at AT TIME ZONE 'Europe/Rome')::date AS month, p.kind, p.debit, p.credit,
        sum(p.amount_cents) AS cents, count(*) AS count
    FROM door.postings p
    WHERE p.organization_id = $1
      AND NOT EXISTS (SELECT FROM door.posting_tail t WHERE t.organization_id = $1 AND t.posting_id = p.posting_id)
    GROUP BY 1, 2, 3, 4),
debts AS (
    SELECT count(*) FILTER (WHERE issued > 0) AS issued, count(*) FILTER (WHERE cancelled > 0) AS cancelled,
        count(*) FILTER (WHERE owed > 0) AS outstanding
    FROM (
        SELECT {{debt_sums}} FROM door.postings
        WHERE organization_id = $1 AND {{of_debts}} AND coalesce(instalment_id::text, reference) IS NOT NULL
        GROUP BY instalment_id, CASE WHEN instalment_id IS NULL THEN reference END) d),
payments AS (
    SELECT count(*) FILTER (WHERE paid > 0) AS paid, count(*) FILTER (WHERE owed_back > 0) AS payer_credits,
        coalesce(sum(greatest(0, -owed_back)), 0) AS overdrawn_cents, count(*) FILTER (WHERE regularised > 0) AS regularised
    FROM (
        SELECT {{payment_sums}} FROM door.postings
        WHERE organization_id = $1 AND reference IS NOT NULL AND ({{of_payments}}) GROUP BY reference) p)
SELECT 'balances-against-postings', coalesce(sum(off), 0)::bigint, 0::bigint
FROM (
    SELECT abs(sum(cents)) + abs(sum(count)) AS off FROM (
        SELECT kind, debit, credit, cents, count FROM folded
        UNION ALL
        SELECT kind, debit, credit, -amount_cents, -postings_count FROM posting_totals WHERE organization_id = $1) t
    GROUP BY kind, debit, credit
    UNION ALL
    SELECT abs(sum(cents)) + abs(sum(count)) FROM (
        SELECT month, kind, debit, credit, cents, count FROM folded
        UNION ALL
        SELECT month, kind, debit, credit, -amount_cents, -postings_count FROM posting_balances WHERE organization_id = $1) m
    GROUP BY month, kind, debit, credit
    UNION ALL
    SELECT abs(k.issued - d.issued) + abs(k.cancelled - d.cancelled) + abs(k.outstanding - d.outstanding)
        + abs(k.paid - p.paid) + abs(k.payer_credits - p.payer_credits) + abs(k.overdrawn_cents - p.overdrawn_cents)
        + abs(k.regularised - p.regularised)
    FROM ({{counts}}) k(issued, cancelled, outstanding, paid, payer_credits, overdrawn_cents, regularised)
    CROSS JOIN debts d CROSS JOIN payments p) differences
UNION ALL
SELECT 'accertamenti-against-payments', coalesce(sum(cents), 0)::bigint, 0::bigint FROM ({{accertamenti}}) differences

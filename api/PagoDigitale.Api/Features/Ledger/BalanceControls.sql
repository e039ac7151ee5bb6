-- What the balances differ by from the postings that are folded, and what the counts differ by from all: nothing. $1 is the organization.
WITH folded AS MATERIALIZED (
    SELECT {{month_and_service}}, t.kind, t.debit, t.credit, sum(t.amount_cents) AS cents, count(*) AS count
    FROM door.postings t {{positions}}
    WHERE t.organization_id = $1
      AND t.posting_id NOT IN (SELECT w.posting_id FROM door.posting_tail w WHERE w.organization_id = $1)
    GROUP BY 1, 2, 3, 4, 5)
SELECT 'balances-against-postings', coalesce(sum(off), 0)::bigint, 0::bigint
FROM (
    SELECT abs(sum(cents)) + abs(sum(count)) AS off FROM (
        SELECT kind, debit, credit, cents, count FROM folded
        UNION ALL
        SELECT kind, debit, credit, -amount_cents, -postings_count FROM posting_totals WHERE organization_id = $1) t
    GROUP BY kind, debit, credit
    UNION ALL
    SELECT abs(sum(cents)) + abs(sum(count)) FROM (
        SELECT month, service_code, kind, debit, credit, cents, count FROM folded
        UNION ALL
        SELECT month, service_code, kind, debit, credit, -amount_cents, -postings_count FROM posting_balances
        WHERE organization_id = $1) m
    GROUP BY month, service_code, kind, debit, credit
    UNION ALL
    SELECT abs(k.issued - a.issued) + abs(k.cancelled - a.cancelled) + abs(k.outstanding - a.outstanding) + abs(k.paid - a.paid)
        + abs(k.payer_credits - a.payer_credits) + abs(k.overdrawn_cents - a.overdrawn_cents) + abs(k.regularised - a.regularised)
    FROM ({{counts}}) k(issued, cancelled, outstanding, paid, payer_credits, overdrawn_cents, regularised)
    CROSS JOIN ({{counts_of_all}}) a) differences
UNION ALL
SELECT 'accertamenti-against-payments', coalesce(sum(cents), 0)::bigint, 0::bigint FROM ({{accertamenti}}) differences

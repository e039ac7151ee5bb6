-- How many there are of what postings tell, as they were folded and with those that wait. $1 is the organization.
WITH new AS MATERIALIZED ({{waiting}}),
{{counts_of_new}}
SELECT coalesce(c.issued, 0) + d.issued, coalesce(c.cancelled, 0) + d.cancelled, coalesce(c.outstanding, 0) + d.outstanding,
    coalesce(c.paid, 0) + p.paid, coalesce(c.payer_credits, 0) + p.payer_credits,
    coalesce(c.overdrawn_cents, 0) + p.overdrawn_cents, coalesce(c.regularised, 0) + p.regularised
FROM new_debts d CROSS JOIN new_payments p LEFT JOIN posting_counts c ON c.organization_id = $1

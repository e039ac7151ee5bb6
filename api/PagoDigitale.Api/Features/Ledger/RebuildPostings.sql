-- The balances of an organization that has none, summed from all postings that do not wait. $1 is the organization.
WITH folded AS MATERIALIZED (
    SELECT p.organization_id, p.kind, p.debit, p.credit, p.amount_cents, p.instalment_id, p.reference,
        date_trunc('month', p.occurred_at AT TIME ZONE 'Europe/Rome')::date AS month, coalesce(o.service_code, '') AS service_code
    FROM door.postings p LEFT JOIN door.positions o ON o.organization_id = $1 AND o.position_id = p.position_id
    WHERE p.organization_id = $1
      AND NOT EXISTS (SELECT FROM door.posting_tail t WHERE t.organization_id = $1 AND t.posting_id = p.posting_id)),
totals AS (
    INSERT INTO posting_totals (organization_id, kind, debit, credit, amount_cents, postings_count)
    SELECT $1, kind, debit, credit, sum(amount_cents), count(*) FROM folded GROUP BY kind, debit, credit),
months AS (
    INSERT INTO posting_balances (organization_id, month, service_code, kind, debit, credit, amount_cents, postings_count)
    SELECT $1, month, service_code, kind, debit, credit, sum(amount_cents), count(*)
    FROM folded GROUP BY month, service_code, kind, debit, credit)
INSERT INTO posting_counts (organization_id, issued, cancelled, outstanding, paid, payer_credits, overdrawn_cents, regularised)
SELECT $1, c.* FROM ({{counts_of_all}}) c

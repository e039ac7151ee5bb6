-- The balances of an organization that has none, summed from all postings that do not wait. $1 is the organization.
WITH folded AS MATERIALIZED (
    SELECT t.organization_id, t.kind, t.debit, t.credit, t.amount_cents, t.instalment_id, t.reference, {{month_and_service}}
    FROM door.postings t {{positions}}
    WHERE t.organization_id = $1
      AND t.posting_id NOT IN (SELECT w.posting_id FROM door.posting_tail w WHERE w.organization_id = $1)),
totals AS (
    INSERT INTO posting_totals (organization_id, kind, debit, credit, amount_cents, postings_count)
    SELECT $1, kind, debit, credit, sum(amount_cents), count(*) FROM folded GROUP BY kind, debit, credit),
months AS (
    INSERT INTO posting_balances (organization_id, month, service_code, kind, debit, credit, amount_cents, postings_count)
    SELECT $1, month, service_code, kind, debit, credit, sum(amount_cents), count(*)
    FROM folded GROUP BY month, service_code, kind, debit, credit)
INSERT INTO posting_counts (organization_id, issued, cancelled, outstanding, paid, payer_credits, overdrawn_cents, regularised)
SELECT $1, c.* FROM ({{counts_of_all}}) c

-- Moves the postings that wait into the balances, each of them once: taken away, summed and counted in one statement. Answers how many.
-- $1 is the organization.
WITH taken AS ({{take}}),
new AS MATERIALIZED (
    SELECT t.kind, t.debit, t.credit, t.amount_cents, t.instalment_id, t.reference, {{month_and_service}}
    FROM taken t {{positions}}),
{{counts_of_new}},
passed_on AS ({{pass_on}}),
totals AS (
    INSERT INTO posting_totals AS b (organization_id, kind, debit, credit, amount_cents, postings_count)
    SELECT $1, kind, debit, credit, sum(amount_cents), count(*) FROM new GROUP BY kind, debit, credit ORDER BY kind, debit, credit
    ON CONFLICT (organization_id, kind, debit, credit) DO UPDATE SET amount_cents = b.amount_cents + excluded.amount_cents,
        postings_count = b.postings_count + excluded.postings_count),
months AS (
    INSERT INTO posting_balances AS b (organization_id, month, service_code, kind, debit, credit, amount_cents, postings_count)
    SELECT $1, month, service_code, kind, debit, credit, sum(amount_cents), count(*)
    FROM new GROUP BY month, service_code, kind, debit, credit ORDER BY month, service_code, kind, debit, credit
    ON CONFLICT (organization_id, month, service_code, kind, debit, credit) DO UPDATE
    SET amount_cents = b.amount_cents + excluded.amount_cents, postings_count = b.postings_count + excluded.postings_count),
counts AS (
    INSERT INTO posting_counts AS b (organization_id, issued, cancelled, outstanding, paid, payer_credits, overdrawn_cents, regularised)
    SELECT $1, d.issued, d.cancelled, d.outstanding, p.paid, p.payer_credits, p.overdrawn_cents, p.regularised
    FROM new_debts d CROSS JOIN new_payments p WHERE EXISTS (SELECT FROM taken)
    ON CONFLICT (organization_id) DO UPDATE SET issued = b.issued + excluded.issued, cancelled = b.cancelled + excluded.cancelled,
        outstanding = b.outstanding + excluded.outstanding, paid = b.paid + excluded.paid,
        payer_credits = b.payer_credits + excluded.payer_credits, overdrawn_cents = b.overdrawn_cents + excluded.overdrawn_cents,
        regularised = b.regularised + excluded.regularised)
SELECT count(*)::int FROM taken

-- Of each control what it finds, and what of that has a known cause. One statement sees one moment. $1 is the organization.
SELECT 'regularised-by-payment',
    (SELECT coalesce(sum(l.amount_cents), 0)::bigint FROM door.reversale_allocations l
        JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = l.reversale_id AND v.annulled_at IS NULL
            WHERE l.organization_id = $1),
    (SELECT coalesce(sum(b.amount_cents), 0)::bigint FROM door.reversale_payments b
        JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
            WHERE b.organization_id = $1)
UNION ALL
SELECT 'regularised-within-collected', coalesce(sum(booked - collected), 0)::bigint,
    coalesce(sum(booked - collected) FILTER (WHERE cause IS NOT NULL), 0)::bigint
FROM ({{excess}}) excess
UNION ALL
SELECT 'regularised-within-transferred', coalesce(sum(missing), 0)::bigint, coalesce(sum(missing) FILTER (WHERE has_cause),
    0)::bigint
FROM ({{shortfall}}) missing
UNION ALL
SELECT 'collected-within-issued', coalesce(sum(paid_beyond), 0)::bigint, 0
FROM (
    SELECT cents AS paid_beyond FROM ({{beyond_issued}}) collected
    UNION ALL
    SELECT -sum(CASE WHEN debit = 'receivables' THEN amount_cents ELSE -amount_cents END) AS paid_beyond
    FROM door.postings WHERE organization_id = $1 AND 'receivables' IN (debit, credit) AND instalment_id IS NOT NULL
    GROUP BY instalment_id) instalments
WHERE paid_beyond > 0
UNION ALL
SELECT 'collected-is-settled', coalesce(sum(collected), 0)::bigint, 0
FROM ({{collected_and_settled}}) instalments
WHERE collected > 0 AND settled <= 0
UNION ALL
SELECT 'refunded-within-credits', ({{overdrawn_cents}})::bigint, coalesce(sum(used - owed), 0)::bigint
FROM ({{overdrawn}}) overdrawn
UNION ALL
SELECT 'reported-within-rows', coalesce(sum(own - told) FILTER (WHERE own > told), 0)::bigint, 0
FROM (
    -- The payments that rows alone prove, and what current rows tell of each.
    SELECT (SELECT coalesce(sum(t.amount_cents), 0) FROM door.receipt_transfers t
            WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1) AS own,
        (SELECT coalesce(sum(w.amount_cents), 0) FROM door.rendicontazione_rows w
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                AND r.state <> 'superseded'
            WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND w.outcome_code <> 3) AS told
    FROM door.receipts c WHERE c.organization_id = $1 AND c.version = 'reported' AND c.withdrawn_at IS NULL) reported
UNION ALL
SELECT 'settled-with-money', coalesce(sum(i.amount_cents), 0)::bigint, 0
FROM door.instalments i
WHERE i.organization_id = $1 AND i.state IN ('paid', 'reported', 'reconciled') AND i.receipt_record_id IS NULL
  AND NOT {{has_unproved_row}}

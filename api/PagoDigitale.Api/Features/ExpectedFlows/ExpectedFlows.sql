-- Receipts of the node whose money no current rendicontazione tells of, by day and PSP. Looked for where they can be: instalments that are
-- paid and not reported; what did not pay an instalment as it should; our share of others' notices. The archive is not read.
SELECT r.psp_id, max(r.psp_name) AS psp_name, r.paid_on, count(*) AS payments_count, sum(r.amount_cents)::bigint AS amount_cents
FROM (
    SELECT r.psp_id, r.psp_name, (r.paid_at AT TIME ZONE 'Europe/Rome')::date AS paid_on, (
        SELECT sum(t.amount_cents) FROM door.receipt_transfers t
        WHERE t.organization_id = $1 AND t.receipt_record_id = r.receipt_record_id AND t.beneficiary = $1) AS amount_cents
    FROM (
        SELECT i.receipt_record_id FROM door.instalments i
        WHERE i.organization_id = $1 AND i.state = 'paid' AND i.receipt_record_id IS NOT NULL
        UNION
        SELECT o.receipt_record_id FROM door.receipts o WHERE o.organization_id = $1 AND o.classification <> 'regular'
        UNION
        SELECT o.receipt_record_id FROM door.receipts o
        WHERE o.organization_id = $1 AND o.classification = 'regular' AND o.instalment_id IS NULL) candidates
    JOIN door.receipts r ON r.organization_id = $1 AND r.receipt_record_id = candidates.receipt_record_id
    WHERE r.version IN ('v1', 'v2') AND r.revoked_at IS NULL AND NOT EXISTS (
        SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni f
            ON f.organization_id = $1 AND f.rendicontazione_id = w.rendicontazione_id AND f.state <> 'superseded'
        WHERE w.organization_id = $1 AND w.receipt_record_id = r.receipt_record_id)) r
WHERE r.amount_cents > 0
GROUP BY r.paid_on, r.psp_id

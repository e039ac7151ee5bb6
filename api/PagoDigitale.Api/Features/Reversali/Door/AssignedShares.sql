-- Follows the relations paid and own in a WITH, and gives the relation assigned. $1 is the organization.
credited AS MATERIALIZED (
    SELECT p.receipt_record_id, p.is_paid, p.source_id, p.place, abs(p.amount_cents) AS cents
    FROM paid p
    WHERE (p.is_paid AND EXISTS (
            SELECT FROM door.payer_credit_uses u
            WHERE u.organization_id = $1 AND u.receipt_record_id = p.receipt_record_id AND u.kind = 'assigned'
                AND u.withdrawn_at IS NULL
            OFFSET 0))
        OR (NOT p.is_paid AND EXISTS (
            SELECT FROM door.receipts d
            WHERE d.organization_id = $1 AND d.receipt_record_id = p.receipt_record_id AND d.revoked_at IS NOT NULL OFFSET 0))),
sources AS MATERIALIZED (
    SELECT DISTINCT r.flusso_id, r.psp_id
    FROM credited c JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = c.source_id),
brought AS (
    SELECT f.*, sum(f.cents) OVER (PARTITION BY f.receipt_record_id, f.is_paid ORDER BY f.source_id, f.place) - f.cents AS before
    FROM (
        SELECT c.receipt_record_id, c.is_paid, c.source_id, c.place, c.cents - coalesce(sum(abs(o.cents)), 0) AS cents
        FROM credited c LEFT JOIN own o ON o.source_id = c.source_id AND o.place = c.place
        GROUP BY c.receipt_record_id, c.is_paid, c.source_id, c.place, c.cents) f),
due AS (
    SELECT u.receipt_record_id, true AS is_paid, u.use_id, a.instalment_id, a.transfer_index, a.allocation_index, a.accertamento_id,
        a.amount_cents - coalesce((
            SELECT sum(b.amount_cents) FROM {{booked}}
            WHERE b.organization_id = $1 AND b.instalment_id = a.instalment_id AND b.transfer_index = a.transfer_index
              AND b.allocation_index = a.allocation_index AND d.revoked_at IS NULL AND {{is_elsewhere}}), 0) AS cents
    FROM door.payer_credit_uses u
    JOIN door.allocations a ON a.organization_id = $1 AND a.instalment_id = u.instalment_id
    JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = a.instalment_id AND t.transfer_index = a.transfer_index
        AND t.beneficiary = $1
    WHERE u.organization_id = $1 AND u.kind = 'assigned' AND u.withdrawn_at IS NULL
      AND u.receipt_record_id IN (SELECT c.receipt_record_id FROM credited c WHERE c.is_paid)
    UNION ALL
    SELECT x.receipt_record_id, false, NULL, b.instalment_id, b.transfer_index, b.allocation_index, b.accertamento_id,
        sum(b.amount_cents)
    FROM (SELECT DISTINCT c.receipt_record_id FROM credited c WHERE NOT c.is_paid) t
    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = t.receipt_record_id
    JOIN ({{booked}}) ON b.organization_id = $1 AND x.rendicontazione_id = w.rendicontazione_id AND x.row_index = w.row_index
    WHERE b.is_assigned AND {{is_elsewhere}}
    GROUP BY x.receipt_record_id, b.instalment_id, b.transfer_index, b.allocation_index, b.accertamento_id),
wanted AS (
    SELECT d.*, sum(d.cents) OVER (PARTITION BY d.receipt_record_id, d.is_paid
        ORDER BY d.use_id, d.instalment_id, d.transfer_index, d.allocation_index) - d.cents AS before
    FROM due d WHERE d.cents > 0),
assigned AS (
    SELECT b.source_id, b.place, w.instalment_id, w.transfer_index, w.allocation_index, w.accertamento_id,
        CASE WHEN b.is_paid THEN 1 ELSE -1 END
        * (least(b.before + b.cents, w.before + w.cents) - greatest(b.before, w.before))::bigint AS cents
    FROM brought b JOIN wanted w ON w.receipt_record_id = b.receipt_record_id AND w.is_paid = b.is_paid
    WHERE least(b.before + b.cents, w.before + w.cents) > greatest(b.before, w.before))

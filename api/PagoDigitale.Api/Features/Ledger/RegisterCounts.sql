-- What of the summary no posting tells: how many payments current rendicontazioni tell of, how many transfers came, and how much was
-- received by receipts that are regular in every respect and whose money has come. $1 is the organization.
SELECT (
    -- Payments of which current rows tell more than they take back, and those that reported themselves.
    SELECT count(*) FROM (
        SELECT w.iuv, w.iur FROM door.rendicontazioni r
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
        WHERE r.organization_id = $1 AND r.state <> 'superseded' GROUP BY w.iuv, w.iur HAVING sum(w.amount_cents) > 0
        UNION
        SELECT c.iuv, c.iur FROM door.bank_movements m
        JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = m.receipt_record_id
        WHERE m.organization_id = $1 AND m.receipt_record_id IS NOT NULL AND m.state IN ('matched', 'regularised')) payments)::int,
    (
    -- Credits of the bank, unless debits beside them on their flow have taken all of it back, and flows taken as come.
    (SELECT count(*) FROM door.bank_movements m
        WHERE m.organization_id = $1 AND m.is_pago_pa AND m.amount_cents > 0
          AND m.state IN ('matched', 'amount-mismatch', 'regularised')
          AND coalesce((SELECT sum(o.amount_cents) FROM door.movement_links l
              JOIN door.movement_links o ON o.organization_id = $1 AND o.rendicontazione_id = l.rendicontazione_id
              WHERE l.organization_id = $1 AND l.movement_id = m.movement_id), 1) > 0)
    + (SELECT count(DISTINCT (o.flusso_id, o.psp_id)) FROM door.reversali v
        JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
        WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.movement_id IS NULL AND NOT EXISTS (
            SELECT FROM door.rendicontazioni r
            WHERE r.organization_id = $1 AND r.flusso_id = o.flusso_id AND r.psp_id = o.psp_id AND r.movement_id IS NOT NULL)))::int,
    reconciled.cents, reconciled.count
FROM (
    WITH brought AS (
        SELECT receipt_record_id, sum(cents) AS cents FROM (
            SELECT w.receipt_record_id, w.amount_cents AS cents
            FROM door.rendicontazioni r
            JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
                AND w.receipt_record_id IS NOT NULL
            WHERE r.organization_id = $1 AND r.state = 'matched' AND r.movement_id IS NOT NULL
            UNION ALL
            SELECT m.receipt_record_id, m.amount_cents FROM door.bank_movements m
            WHERE m.organization_id = $1 AND m.receipt_record_id IS NOT NULL AND m.state IN ('matched', 'regularised')) money
        GROUP BY receipt_record_id),
    received AS (
        SELECT t.receipt_record_id, sum(t.amount_cents) AS cents
        FROM door.receipts c JOIN door.receipt_transfers t ON t.organization_id = $1
            AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
        WHERE c.organization_id = $1 AND c.classification = 'regular' AND c.revoked_at IS NULL GROUP BY t.receipt_record_id)
    SELECT coalesce(sum(received.cents), 0)::bigint AS cents, count(*)::int AS count
    FROM received JOIN brought USING (receipt_record_id) WHERE brought.cents >= received.cents) reconciled

-- How many there are: instalments issued, cancelled for good and outstanding; receipts paid and owed back; payments, transfers and
-- reversali. $1 is the organization.
WITH subjects AS (
    SELECT coalesce(instalment_id::text, reference) AS subject,
        bool_or(kind = 'issued') AS is_issued,
        sum(CASE kind WHEN 'cancelled' THEN amount_cents WHEN 'reopened' THEN -amount_cents ELSE 0 END) AS cancelled,
        sum(CASE WHEN debit = 'receivables' THEN amount_cents WHEN credit = 'receivables' THEN -amount_cents ELSE 0 END) AS owed
    FROM door.postings
    WHERE organization_id = $1
      AND kind IN ('issued', 'cancelled', 'reopened', 'amount-changed', 'paid', 'paid-outside-node', 'assigned')
    GROUP BY 1)
SELECT (count(*) FILTER (WHERE is_issued))::int, (count(*) FILTER (WHERE cancelled > 0))::int,
    (count(*) FILTER (WHERE owed > 0))::int,
    (SELECT count(*) FROM (
        SELECT FROM door.postings WHERE organization_id = $1 AND kind IN ('paid', 'paid-outside-node') GROUP BY reference
        HAVING sum(CASE WHEN debit IN ('psp-clearing', 'bank-suspense', 'passed-through')
            THEN amount_cents ELSE -amount_cents END) > 0) paid)::int,
    (SELECT count(*) FROM (
        SELECT FROM door.postings WHERE organization_id = $1 AND 'payer-credits' IN (debit, credit) GROUP BY reference
        HAVING sum(CASE WHEN credit = 'payer-credits' THEN amount_cents ELSE -amount_cents END) > 0) owed)::int,
    (
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
    (SELECT count(*) FROM door.reversali WHERE organization_id = $1 AND annulled_at IS NULL)::int
FROM subjects

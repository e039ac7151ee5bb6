-- Narrows what is booked to the debts of which more may be booked than was collected: nothing of any other is unusual, so it has what
-- was booked. Each finds its few by an index. $1 is the organization.
AND b.instalment_id IN (
    SELECT w.instalment_id FROM door.rendicontazione_rows w
    WHERE w.organization_id = $1 AND w.outcome_code = 3 AND w.instalment_id IS NOT NULL
    UNION
    SELECT u.instalment_id FROM door.payer_credit_uses u
    WHERE u.organization_id = $1 AND u.kind = 'assigned' AND u.instalment_id IS NOT NULL
    UNION
    SELECT c.instalment_id FROM door.receipts c
    WHERE c.organization_id = $1 AND c.classification <> 'regular' AND c.instalment_id IS NOT NULL
    UNION
    SELECT c.instalment_id FROM door.receipts c WHERE c.organization_id = $1 AND c.version = 'reported' AND c.instalment_id IS NOT NULL
    UNION
    SELECT b.instalment_id FROM door.rendicontazioni o
    JOIN reversali v ON v.organization_id = $1 AND v.rendicontazione_id = o.rendicontazione_id AND v.annulled_at IS NULL
    JOIN reversale_payments b ON b.organization_id = $1 AND b.reversale_id = v.reversale_id
    WHERE o.organization_id = $1 AND o.state = 'superseded')

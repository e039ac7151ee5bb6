-- All postings summed by kind and pair of accounts, and what the registers of the controls have, by their names. One statement sees one
-- moment. $1 is the organization.
{{sums}}
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce((
        SELECT sum(amount_cents) FROM door.instalments
        WHERE organization_id = $1 AND receipt_record_id IS NULL AND NOT is_released AND state <> 'draft'), 0)
    + coalesce((
        SELECT sum(greatest(o.own - p.own + c.withheld_cents - i.discharged_own_cents, 0)
            + greatest(i.amount_cents - o.own - p.others - i.discharged_others_cents, 0))
        FROM door.receipts c
        JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
            AND i.receipt_record_id = c.receipt_record_id AND NOT i.is_released
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own
            FROM door.transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id) o
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own,
                coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0) AS others
            FROM door.receipt_transfers t WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id) p
        WHERE c.organization_id = $1 AND (c.classification IN ('amount-mismatch', 'state-mismatch') OR c.version = 'reported')), 0)
)::bigint, 0, 'receivables-against-open-instalments'
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce(sum(t.amount_cents), 0) - coalesce((SELECT sum(o.own) {{revoked}} WHERE t.is_revoked), 0)
        - coalesce((SELECT sum(whole_cents - cents) FROM ({{credits_owed}}) owed), 0)
    FROM door.receipts c JOIN door.receipt_transfers t USING (organization_id, receipt_record_id)
    WHERE c.organization_id = $1 AND c.version NOT IN ('outside', 'assigned') AND c.withdrawn_at IS NULL AND t.beneficiary = $1
)::bigint, 0, 'payments-against-receipts'
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce((SELECT sum(cents) FROM ({{credits_owed}}) owed), 0)
        - coalesce((SELECT sum(cents) FROM ({{credits_used}}) used), 0)
)::bigint, 0, 'payer-credits-against-receipts'
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce(sum(t.amount_cents), 0) FROM door.receipts c JOIN door.receipt_transfers t USING (organization_id,
        receipt_record_id)
    WHERE c.organization_id = $1 AND c.version = 'outside' AND c.classification <> 'withdrawn' AND t.beneficiary = $1
)::bigint, 0, 'outside-payments-against-receipts'
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce((
        SELECT sum(w.amount_cents) FROM door.rendicontazioni r JOIN door.rendicontazione_rows w USING (organization_id,
            rendicontazione_id)
        WHERE r.organization_id = $1 AND r.state <> 'superseded'), 0)
    + coalesce((SELECT sum(amount_cents) FROM door.bank_movements WHERE organization_id = $1 AND receipt_record_id IS NOT NULL
        AND state IN ('matched', 'regularised')), 0)
)::bigint, 0, 'reported-against-rendicontazioni'
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce((
        SELECT sum(amount_cents) FROM door.bank_movements
        WHERE organization_id = $1 AND is_pago_pa AND state IN ('matched', 'amount-mismatch', 'regularised')), 0)
    + coalesce((
        SELECT sum(v.amount_cents) FROM door.reversali v
        JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
        WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND v.movement_id IS NULL AND NOT EXISTS (
            SELECT FROM door.rendicontazioni r WHERE r.organization_id = $1 AND r.flusso_id = o.flusso_id AND r.psp_id = o.psp_id
                AND r.movement_id IS NOT NULL)), 0)
)::bigint, 0, 'transferred-against-movements'
UNION ALL SELECT NULL, NULL, NULL, (
    SELECT coalesce(sum(amount_cents), 0) FROM door.reversali WHERE organization_id = $1 AND annulled_at IS NULL
)::bigint, 0, 'regularised-against-reversali'

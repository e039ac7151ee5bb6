-- Payments told by rendicontazioni, whether they belong to the payer, and what they settle. $1 is the organization.
SELECT w.rendicontazione_id AS source_id, w.row_index AS place, w.iuv, w.instalment_id, w.transfer_index,
    {{kept}} AS amount_cents, w.amount_cents AS told_cents,
    w.outcome_code <> 3 AS is_paid,
    {{foreign}} OR c.revoked_at IS NOT NULL AS is_foreign,
    {{is_duplicate}} AS is_duplicate,
    coalesce(p.debtor_fiscal_code, c.debtor_fiscal_code) AS debtor_fiscal_code,
    coalesce(p.debtor_name, c.debtor_name) AS debtor_name,
    coalesce(c.paid_at, i.paid_at) AS paid_at, {{told_transfers}} AS told_transfers, w.receipt_record_id,
    CASE WHEN c.receipt_record_id IS NULL THEN i.receipt_record_id
        WHEN {{is_unusual}} THEN c.receipt_record_id END AS settled_by
FROM door.rendicontazioni r
JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
LEFT JOIN door.positions p ON p.organization_id = $1 AND p.position_id = i.position_id
LEFT JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
WHERE r.organization_id = $1 AND ({{where}})

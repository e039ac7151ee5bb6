-- Our shares of receipts that no current rendicontazione tells of yet as paid (one that takes back a part tells of nothing paid), with the
-- columns of reported payments. $1 is the organization.
SELECT c.receipt_record_id AS source_id, t.transfer_index::int AS place, c.iuv, c.instalment_id, t.transfer_index,
    {{kept}} AS amount_cents, t.amount_cents AS told_cents,
    true AS is_paid,
    {{foreign}} AS is_foreign, {{foreign}} AS is_duplicate,
    c.debtor_fiscal_code, c.debtor_name, c.paid_at, NULL::smallint[] AS told_transfers, c.receipt_record_id,
    CASE WHEN {{is_unusual}} THEN c.receipt_record_id END AS settled_by
FROM door.receipts c
JOIN door.receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
LEFT JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
WHERE c.organization_id = $1 AND c.classification <> 'withdrawn' AND c.revoked_at IS NULL AND ({{where}})
  AND NOT EXISTS (
      SELECT FROM door.rendicontazione_rows w
      JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
      WHERE w.organization_id = $1 AND w.iur = c.iur AND w.iuv = c.iuv AND w.outcome_code <> 3
        AND coalesce(w.transfer_index, t.transfer_index) = t.transfer_index)

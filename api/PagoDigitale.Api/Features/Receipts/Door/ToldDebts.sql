-- position_id, instalment_id, own and others (what nobody tells of: it is missing), awaited (what rows tell of and a receipt, or the
-- week without one, will settle) and has_receipt (of what rows alone prove so far), of instalments i. Told as a whole, all of it is
-- awaited: the payer has paid the whole notice. $1 is the organization.
SELECT position_id, instalment_id, has_receipt, CASE WHEN is_in_part THEN greatest(owed_own - told, 0) ELSE 0 END AS own,
    CASE WHEN is_in_part THEN owed_others ELSE 0 END AS others,
    CASE WHEN is_in_part THEN least(owed_own, told) ELSE owed_own + owed_others END AS awaited
FROM (
    SELECT i.position_id, i.instalment_id, i.is_settled_in_part AS is_in_part, i.receipt_record_id IS NOT NULL AS has_receipt,
        greatest(o.own - p.own - i.discharged_own_cents, 0)::bigint AS owed_own,
        greatest(i.amount_cents - o.own - p.others - i.discharged_others_cents, 0)::bigint AS owed_others, k.told
    FROM door.instalments i
    LEFT JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = i.receipt_record_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own,
            count(*) FILTER (WHERE t.beneficiary = $1) AS count
        FROM door.transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id) o
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own,
            coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0) AS others,
            count(*) FILTER (WHERE t.beneficiary = $1) AS count
        FROM receipt_transfers t WHERE t.organization_id = $1 AND t.receipt_record_id = i.receipt_record_id) p
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(t.amount_cents), 0)::bigint AS told FROM door.transfers t
        WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1
          AND NOT EXISTS (SELECT FROM receipt_transfers x WHERE x.organization_id = $1
              AND x.receipt_record_id = i.receipt_record_id
              AND x.transfer_index = t.transfer_index)
          AND EXISTS (SELECT FROM door.rendicontazione_rows w
              JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                AND r.state <> 'superseded'
              WHERE w.organization_id = $1 AND w.instalment_id = i.instalment_id AND {{awaited}}
                  AND w.transfer_index = t.transfer_index
                AND NOT EXISTS (SELECT FROM door.rendicontazione_rows x
                    JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = x.rendicontazione_id
                      AND f.state <> 'superseded'
                    WHERE x.organization_id = $1 AND x.outcome_code = 3 AND x.iur = w.iur AND x.iuv = w.iuv
                      AND -x.amount_cents >= w.amount_cents
                      AND coalesce(x.transfer_index, w.transfer_index) = w.transfer_index))) k
    WHERE i.organization_id = $1 AND {{where}} AND i.state IN ('paid', 'reported', 'reconciled') AND NOT i.is_released
      AND (i.receipt_record_id IS NULL OR (c.version = 'reported' AND p.count < o.count))) told

-- Of each instalment of $2: its position and state, how many own transfers it has, how many of them are told and how many have come.
-- $1 is the organization.
WITH wanted AS MATERIALIZED (
    SELECT i.*, c.version, i.is_released AND coalesce(c.classification = 'state-mismatch'
        AND c.is_credit_used, false) AS is_given_back
    FROM unnest($2::uuid[]) AS n(instalment_id) JOIN door.instalments i ON i.organization_id = $1
        AND i.instalment_id = n.instalment_id
    LEFT JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = i.receipt_record_id),
told AS MATERIALIZED (
    SELECT w.instalment_id, w.transfer_index, bool_or(r.state = 'matched' OR (r.is_accounted AND NOT EXISTS (
        SELECT FROM door.rendicontazioni b
        JOIN door.reversali v ON v.organization_id = $1 AND v.rendicontazione_id = b.rendicontazione_id AND v.annulled_at IS NULL
            AND v.movement_id IS NOT NULL
        WHERE b.organization_id = $1 AND b.flusso_id = r.flusso_id AND b.psp_id = r.psp_id
          AND (NOT EXISTS (SELECT FROM door.movement_links l WHERE l.organization_id = $1 AND l.movement_id = v.movement_id)
            OR EXISTS (SELECT FROM door.reversale_stornos t WHERE t.organization_id = $1
                AND t.reversale_id = v.reversale_id))))) AS is_transferred
    FROM wanted i
    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = i.instalment_id AND w.amount_cents > 0
        AND w.outcome_code <> 3
        AND (w.receipt_record_id = i.receipt_record_id OR (w.receipt_record_id IS NULL AND NOT EXISTS (
            SELECT FROM door.rendicontazione_rows x
            JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = x.rendicontazione_id
                AND f.state <> 'superseded'
            WHERE x.organization_id = $1 AND x.outcome_code = 3 AND x.iur = w.iur AND x.iuv = w.iuv
              AND -x.amount_cents >= w.amount_cents
              AND coalesce(x.transfer_index, w.transfer_index, 0) = coalesce(w.transfer_index, x.transfer_index, 0))))
    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
        AND r.state <> 'superseded'
    WHERE NOT i.is_given_back
    GROUP BY w.instalment_id, w.transfer_index
    UNION ALL
    SELECT i.instalment_id, NULL, true FROM wanted i
    JOIN door.bank_movements m ON m.organization_id = $1 AND m.receipt_record_id = i.receipt_record_id
        AND m.state IN ('matched', 'regularised') AND NOT i.is_given_back),
-- Put together as rows of one key and not as a join: the planner takes both for a handful and compares each with each.
marks AS (
    SELECT t.instalment_id, t.transfer_index, true AS is_own, false AS is_transferred
    FROM wanted i
    JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1
    UNION ALL
    SELECT instalment_id, transfer_index, false, is_transferred FROM told),
shares AS (
    SELECT instalment_id, bool_or(is_own) AS is_own, bool_or(NOT is_own) AS is_reported, bool_or(is_transferred) AS is_transferred
    FROM marks GROUP BY instalment_id, transfer_index),
-- What is no own transfer stands for all of them.
sums AS (
    SELECT instalment_id, (count(*) FILTER (WHERE is_own))::int AS own,
        (count(*) FILTER (WHERE is_own AND (is_reported OR is_whole_reported)))::int AS reported,
        (count(*) FILTER (WHERE is_own AND (is_transferred OR is_whole_transferred)))::int AS transferred
    FROM (
        SELECT *, bool_or(NOT is_own) OVER whole AS is_whole_reported,
            bool_or(NOT is_own AND is_transferred) OVER whole AS is_whole_transferred
        FROM shares WINDOW whole AS (PARTITION BY instalment_id)) k
    GROUP BY instalment_id)
SELECT i.instalment_id, i.position_id, i.state, i.is_settled_in_part, i.is_released, i.state_before_report, coalesce(s.own, 0),
    coalesce(s.reported, 0), coalesce(s.transferred, 0),
    i.receipt_record_id IS NOT NULL AND NOT i.is_given_back AND (i.version IS DISTINCT FROM 'reported' OR NOT EXISTS (
        SELECT FROM door.transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1
            AND NOT EXISTS (
            SELECT FROM door.receipt_transfers p WHERE p.organization_id = $1 AND p.receipt_record_id = i.receipt_record_id
                AND p.transfer_index = t.transfer_index)))
FROM wanted i
LEFT JOIN sums s ON s.instalment_id = i.instalment_id

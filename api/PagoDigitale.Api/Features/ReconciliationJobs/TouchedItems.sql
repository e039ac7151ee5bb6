-- The items that marks concern. $1 is the organization; marked were the receipts $2, flows $3, movements $4, instalments $5 and the rows
-- $6 and $7. All rows of one payment go together, because the second of them is a repetition; and where the flow of one is accounted, all
-- its rows, because they are items only as long as one of its payments is open. Each step looks its rows up by a key: the marks are
-- few, or the run looks at everything.
{{temporary}}
INSERT INTO reconciliation_touched (kind, subject_id, subject_index)
WITH touched_flows AS MATERIALIZED (
    SELECT n.id FROM unnest($3::uuid[]) AS n(id)
    -- What is booked of a flow is booked of all its revisions.
    UNION SELECT s.rendicontazione_id
    FROM (SELECT unnest($3::uuid[]) AS id
        UNION SELECT v.rendicontazione_id FROM unnest($4::uuid[]) AS m(id)
            JOIN door.reversali v ON v.organization_id = $1 AND v.movement_id = m.id) n
    JOIN door.rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = n.id
    JOIN door.rendicontazioni s ON s.organization_id = $1 AND s.flusso_id = f.flusso_id AND s.psp_id = f.psp_id),
payments AS MATERIALIZED (
    SELECT n.id FROM unnest($2::uuid[]) AS n(id)
    UNION SELECT c.receipt_record_id FROM unnest($5::uuid[]) AS i(id)
        JOIN door.receipts c ON c.organization_id = $1 AND c.instalment_id = i.id
    UNION SELECT m.receipt_record_id FROM unnest($4::uuid[]) AS n(id)
        JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = n.id AND m.receipt_record_id IS NOT NULL),
told AS MATERIALIZED (
    SELECT n.flow, n.index FROM unnest($6::uuid[], $7::integer[]) AS n(flow, index)
    UNION SELECT w.rendicontazione_id, w.row_index FROM touched_flows f
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = f.id
    UNION SELECT w.rendicontazione_id, w.row_index FROM payments c
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.id
    UNION SELECT w.rendicontazione_id, w.row_index FROM unnest($5::uuid[]) AS i(id)
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = i.id),
together AS MATERIALIZED (
    SELECT DISTINCT o.rendicontazione_id AS flow, o.row_index AS index, o.iur FROM told n
    JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = n.flow AND w.row_index = n.index
    JOIN door.rendicontazione_rows o ON o.organization_id = $1 AND o.iur = w.iur),
accounted AS MATERIALIZED (
    SELECT DISTINCT o.iur FROM (SELECT DISTINCT flow FROM together) n
    JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = n.flow AND r.is_accounted
        AND r.state <> 'superseded'
    JOIN door.rendicontazione_rows o ON o.organization_id = $1 AND o.rendicontazione_id = r.rendicontazione_id),
rows AS MATERIALIZED (
    SELECT flow, index FROM together
    UNION SELECT w.rendicontazione_id, w.row_index FROM accounted a
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.iur = a.iur),
touched_receipts AS MATERIALIZED (
    SELECT id FROM payments
    UNION SELECT w.receipt_record_id FROM rows n
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = n.flow AND w.row_index = n.index
    WHERE w.receipt_record_id IS NOT NULL)
SELECT 'row', flow, index FROM rows
UNION ALL SELECT 'flow', id, 0 FROM touched_flows
UNION ALL SELECT 'receipt', id, 0 FROM touched_receipts
UNION ALL SELECT 'instalment', i.id, 0 FROM (SELECT DISTINCT id FROM unnest($5::uuid[]) AS n(id)) i
UNION ALL SELECT 'movement', m.id, 0 FROM (
    SELECT id FROM unnest($4::uuid[]) AS n(id)
    UNION SELECT m.movement_id FROM touched_flows f
        JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = f.id
        JOIN door.bank_movements m ON m.organization_id = $1 AND m.reference_key = r.flusso_key AND m.state = 'unmatched'
    UNION SELECT m.movement_id FROM touched_receipts n
        JOIN door.receipts c ON c.organization_id = $1 AND c.receipt_record_id = n.id
        JOIN door.bank_movements m ON m.organization_id = $1 AND m.reference_value = c.iuv AND m.state = 'unmatched') m

-- Of the positions $2: position_id, instalment_id, own, others and whether a receipt proves what came. $1 is the organization.
SELECT position_id, instalment_id, own, others, is_proved FROM (
    SELECT s.*, true AS is_proved FROM ({{short}} AND i.position_id = ANY ($2)) s
    UNION ALL
    SELECT position_id, instalment_id, own, others, has_receipt FROM ({{told}}) d) s
WHERE own + others > 0 ORDER BY instalment_id

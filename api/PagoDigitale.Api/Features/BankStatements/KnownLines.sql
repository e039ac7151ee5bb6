-- Of each staged line that is known already the movement it is. $1 is the organization, and $2 the account where it is named.
-- temporary: staged_lines (line_number integer, content_key uuid, provvisorio text)
WITH fresh AS (
    SELECT line_number, content_key, provvisorio,
        row_number() OVER (PARTITION BY content_key, provvisorio ORDER BY line_number) AS place FROM staged_lines),
there AS (
    SELECT m.movement_id, m.content_key, m.provvisorio,
        row_number() OVER (PARTITION BY m.content_key, m.provvisorio ORDER BY m.movement_id) AS place
    FROM (SELECT DISTINCT content_key FROM staged_lines) k
    CROSS JOIN LATERAL (
        -- OFFSET: each line is looked up, whatever there is besides; joined freely, all movements are walked in the order of
        -- the key.
        SELECT * FROM bank_movements b WHERE b.organization_id = $1 AND b.content_key = k.content_key OFFSET 0) m
    JOIN bank_statements s ON s.organization_id = $1 AND s.statement_id = m.statement_id {{account}}),
same AS (SELECT f.line_number, t.movement_id FROM fresh f JOIN there t USING (content_key, provvisorio, place)),
named AS (
    SELECT f.*, row_number() OVER (PARTITION BY content_key ORDER BY line_number) AS rest FROM fresh f
    WHERE provvisorio IS NOT NULL AND NOT EXISTS (SELECT FROM same WHERE same.line_number = f.line_number)),
nameless AS (SELECT t.*, row_number() OVER (PARTITION BY content_key ORDER BY movement_id) AS rest FROM there t
    WHERE provvisorio IS NULL),
completed AS (SELECT n.line_number, t.movement_id FROM named n JOIN nameless t USING (content_key, rest)),
bare AS (SELECT f.*, row_number() OVER (PARTITION BY content_key ORDER BY line_number) AS rest FROM fresh f
    WHERE provvisorio IS NULL),
left_over AS (
    SELECT t.*, row_number() OVER (PARTITION BY content_key ORDER BY provvisorio IS NOT NULL, movement_id) AS rest FROM there t
    WHERE NOT EXISTS (SELECT FROM same WHERE same.movement_id = t.movement_id) AND NOT EXISTS (SELECT FROM completed
        WHERE completed.movement_id = t.movement_id))
SELECT * FROM same UNION ALL SELECT * FROM completed UNION ALL SELECT b.line_number, t.movement_id FROM bare b
    JOIN left_over t USING (content_key, rest)

-- Keys that end in 30, 7 or 1 days, or have ended (-1), of which that was not told yet.
UPDATE connections c SET key_told_days = due.days
FROM (
    SELECT l.connection, CASE WHEN l.days_left < 0 THEN -1 WHEN l.days_left <= 1 THEN 1 WHEN l.days_left <= 7 THEN 7 ELSE 30 END AS days
    FROM (SELECT k.connection, k.key_expires_on - $2::date AS days_left FROM connections k WHERE k.organization_id = $1) l
    WHERE l.days_left <= 30) due
WHERE c.organization_id = $1 AND c.connection = due.connection AND (c.key_told_days IS NULL OR c.key_told_days > due.days)
RETURNING c.connection, c.key_expires_on

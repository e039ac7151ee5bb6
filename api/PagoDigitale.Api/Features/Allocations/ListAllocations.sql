-- What the payments asked for bring to each accertamento. $1 is the organization, what is asked follows.
WITH paid AS MATERIALIZED ({{paid}}), shares AS ({{shares}})
SELECT a.year, a.number, a.chapter, a.description, s.cents::bigint, s.payments::int
FROM (
    SELECT accertamento_id, sum(cents) AS cents, count(*) FILTER (WHERE cents > 0) AS payments
    FROM (SELECT accertamento_id, instalment_id, sum(cents) AS cents FROM shares GROUP BY accertamento_id, instalment_id) i
    GROUP BY accertamento_id HAVING sum(cents) > 0) s
CROSS JOIN LATERAL (
    SELECT * FROM door.accertamenti c WHERE c.organization_id = $1 AND c.accertamento_id = s.accertamento_id OFFSET 0) a
ORDER BY a.year, a.number LIMIT 1000

-- What the payments of the flows $2 bring to each allocation, where the accertamento has something of the flow in all. $1 is the
-- organization.
WITH paid AS MATERIALIZED ({{paid}}), shares AS MATERIALIZED ({{shares}}),
booked AS (SELECT source_id, accertamento_id FROM shares GROUP BY source_id, accertamento_id HAVING sum(cents) > 0)
SELECT * FROM shares JOIN booked USING (source_id, accertamento_id) WHERE cents <> 0

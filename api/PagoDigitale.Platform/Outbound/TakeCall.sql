-- One call of the budget $1 for the organization $2, of $5 in $4, now ($3): made here, or not left. Who waits longer goes first, as long as
-- he comes back when he was told to: one organization with much to ask for keeps no other from its call, and one that needs none any more
-- holds none. $6 is the key of the call, $7 how late he may come.
WITH used AS (
    SELECT count(*) AS calls, min(called_at) AS oldest FROM outbound_calls WHERE budget = $1 AND called_at > $3::timestamptz - $4::interval
),
own AS (
    SELECT waiting_since FROM outbound_turns
    WHERE organization_id = $2 AND budget = $1 AND asks_again_at > $3::timestamptz - $7::interval
),
ahead AS (
    SELECT count(*) AS others FROM outbound_turns t
    WHERE t.budget = $1 AND t.organization_id <> $2 AND t.asks_again_at > $3::timestamptz - $7::interval
      AND t.waiting_since < coalesce((SELECT waiting_since FROM own), $3)
),
old_calls AS (
    DELETE FROM outbound_calls WHERE budget = $1 AND called_at <= $3::timestamptz - $4::interval
),
old_turns AS (
    DELETE FROM outbound_turns
    WHERE budget = $1 AND organization_id <> $2 AND asks_again_at <= $3::timestamptz - $7::interval
),
granted AS (
    INSERT INTO outbound_calls (budget, call_id, called_at) SELECT $1, $6, $3 FROM used, ahead WHERE used.calls + ahead.others < $5
    RETURNING call_id
),
served AS (
    DELETE FROM outbound_turns WHERE organization_id = $2 AND budget = $1 AND EXISTS (SELECT FROM granted)
),
later AS (
    SELECT CASE WHEN used.calls >= $5 THEN used.oldest + $4::interval ELSE $3::timestamptz + interval '1 minute' END AS at FROM used
    WHERE NOT EXISTS (SELECT FROM granted)
),
queued AS (
    INSERT INTO outbound_turns (organization_id, budget, waiting_since, asks_again_at)
    SELECT $2, $1, coalesce((SELECT waiting_since FROM own), $3), at FROM later
    ON CONFLICT (organization_id, budget) DO UPDATE SET waiting_since = excluded.waiting_since, asks_again_at = excluded.asks_again_at
)
SELECT at FROM later

-- One call of the budget $1 for the organization $2, of $5 in $4, now ($3): made here, or not left. Who waits longer goes first, as long as
-- he still asks: one organization with much to ask for keeps no other from its call. $6 is the key of the call.
WITH used AS (
    SELECT count(*) AS calls, min(called_at) AS oldest FROM outbound_calls WHERE budget = $1 AND called_at > $3::timestamptz - $4::interval
),
ahead AS (
    SELECT count(*) AS others FROM outbound_turns t
    WHERE t.budget = $1 AND t.organization_id <> $2 AND t.asked_at > $3 - 2 * $4
      AND t.waiting_since < coalesce((SELECT o.waiting_since FROM outbound_turns o WHERE o.budget = $1 AND o.organization_id = $2), $3)
),
gone AS (
    DELETE FROM outbound_calls WHERE budget = $1 AND called_at <= $3 - $4
),
granted AS (
    INSERT INTO outbound_calls (budget, call_id, called_at) SELECT $1, $6, $3 FROM used, ahead WHERE used.calls + ahead.others < $5
    RETURNING call_id
),
served AS (
    DELETE FROM outbound_turns WHERE budget = $1 AND organization_id = $2 AND EXISTS (SELECT FROM granted)
),
queued AS (
    INSERT INTO outbound_turns (organization_id, budget, waiting_since, asked_at) SELECT $2, $1, $3, $3
    WHERE NOT EXISTS (SELECT FROM granted)
    ON CONFLICT (organization_id, budget) DO UPDATE SET asked_at = excluded.asked_at
)
SELECT CASE WHEN EXISTS (SELECT FROM granted) THEN NULL WHEN used.calls >= $5 THEN used.oldest + $4 ELSE $3 + interval '1 minute' END
FROM used

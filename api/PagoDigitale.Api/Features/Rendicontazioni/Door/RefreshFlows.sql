-- Puts the flows $2, which $3 movements brought $4 cents, most of it $5, and of which $6 are booked, where the transitions $7 to $9 (state,
-- event, next state) let them go. $10 is the wording for the amount of one movement, $11 for that of several, $1 the organization. Of
-- each: whether all its money had come, whether it has now, whether any has, and how much beyond its total.
UPDATE rendicontazioni r SET movement_id = c.movement_id, state = t.next,
    anomalies = CASE WHEN c.is_exact OR c.links = 0 OR jsonb_array_length(c.others) >= 100 THEN c.others
        ELSE c.others || jsonb_build_object('code', 'amount-mismatch', 'message', jsonb_build_array(
            CASE WHEN c.links = 1 THEN $10::text ELSE $11::text END, c.cents::text, r.total_amount_cents::text)) END
FROM (
    SELECT o.rendicontazione_id, o.state, o.state = 'matched' AND o.movement_id IS NOT NULL AS was_exact,
        n.links, n.cents, n.movement_id,
        n.links > 0 AND n.cents = o.total_amount_cents
            AND (NOT o.is_accounted OR coalesce(n.booked_cents = o.total_amount_cents, true)) AS is_exact,
        coalesce((
            SELECT jsonb_agg(a) FROM jsonb_array_elements(o.anomalies) a
            WHERE a ->> 'code' <> 'amount-mismatch'), '[]') AS others
    FROM unnest($2::uuid[], $3::int[], $4::bigint[], $5::uuid[], $6::bigint[]) AS n(id, links, cents, movement_id, booked_cents)
    JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = n.id) c
JOIN unnest($7::text[], $8::text[], $9::text[]) AS t(state, event, next) ON t.state = c.state AND t.event =
    CASE WHEN c.is_exact THEN 'match' WHEN c.links > 0 OR c.others <> '[]' THEN 'flag-anomaly' ELSE 'unmatch' END
WHERE r.organization_id = $1 AND r.rendicontazione_id = c.rendicontazione_id
RETURNING r.rendicontazione_id, r.flusso_id, c.was_exact, c.is_exact, c.links > 0, c.cents - r.total_amount_cents

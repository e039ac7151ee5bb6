-- What is published now: new ones wait, those that are known were seen again.
INSERT INTO published_flows AS p (organization_id, published_flow_id, flusso_id, revision, psp_id, flusso_date_time, published_at, state,
    next_attempt_at, seen_at, listed_at)
SELECT $1, l.id, l.flusso_id, l.revision, l.psp_id, l.flusso_date_time, l.published_at, 'to-fetch', $8, $8, $8
FROM unnest($2::uuid[], $3::text[], $4::integer[], $5::text[], $6::timestamptz[], $7::timestamptz[])
    AS l(id, flusso_id, revision, psp_id, flusso_date_time, published_at)
ORDER BY l.published_at
ON CONFLICT (organization_id, flusso_id, psp_id, revision) DO UPDATE SET
    listed_at = excluded.listed_at,
    published_at = excluded.published_at

-- The next job of lane $4 for worker $1, taken for the time $2: of the organization that has the fewest at work, at most $3 of one by
-- this worker, and together with what was queued for the same thing since.
WITH at_work AS MATERIALIZED (
    SELECT organization_id, count(*) AS runs, count(*) FILTER (WHERE lease_owner = $1) AS own FROM jobs
    WHERE state = 'running' AND lane = $4 AND lease_owner IS NOT NULL AND lease_until >= now() GROUP BY 1),
due AS MATERIALIZED (
    SELECT j.job_id, j.kind, j.organization_id, j.dedupe_key, j.state
    FROM jobs j LEFT JOIN at_work w ON w.organization_id = j.organization_id
    WHERE j.lane = $4 AND coalesce(w.own, 0) < $3
      AND ((j.state = 'queued' AND j.run_after <= now()) OR (j.state = 'running' AND j.lease_until < now()))
      AND (j.dedupe_key IS NULL OR NOT EXISTS (
          SELECT FROM jobs o WHERE o.kind = j.kind AND o.organization_id = j.organization_id AND o.dedupe_key = j.dedupe_key
            AND o.state = 'running' AND o.lease_owner IS NOT NULL AND o.lease_until >= now() AND o.job_id <> j.job_id))
    ORDER BY coalesce(w.runs, 0), j.priority, j.run_after
    FOR UPDATE OF j SKIP LOCKED
    LIMIT 1),
together AS (
    DELETE FROM jobs WHERE job_id IN (
        SELECT o.job_id FROM due JOIN jobs o
          ON o.kind = due.kind AND o.organization_id = due.organization_id AND o.dedupe_key = due.dedupe_key
        WHERE due.state = 'queued' AND o.state = 'queued' AND o.run_after <= now() AND o.job_id <> due.job_id
        FOR UPDATE OF o SKIP LOCKED))
UPDATE jobs SET state = 'running', attempts = attempts + 1, lease_owner = $1, lease_until = now() + $2, started_at = now()
FROM due WHERE jobs.job_id = due.job_id
RETURNING jobs.job_id, jobs.kind, jobs.organization_id, jobs.payload::text, jobs.attempts

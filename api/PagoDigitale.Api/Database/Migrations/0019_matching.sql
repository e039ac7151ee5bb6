-- Who asks for work leaves a row of its own; the claim takes those with one key together (see JobQueue).
DROP INDEX jobs_dedupe;
CREATE INDEX jobs_asked ON jobs (kind, organization_id, dedupe_key) WHERE state = 'queued' AND dedupe_key IS NOT NULL;
CREATE INDEX jobs_at_work ON jobs (kind, organization_id, dedupe_key) WHERE state = 'running' AND dedupe_key IS NOT NULL;

-- Which workers are alive: a replica without workers of its own cannot tell by itself whether anybody does the jobs.
CREATE TABLE workers (
    worker_id  text COLLATE "C" PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);

-- Readiness is asked every few seconds: counting parked jobs must not read the finished ones.
CREATE INDEX jobs_parked ON jobs (job_id) WHERE state = 'parked';

-- Made before the default privileges were.
GRANT SELECT ON schema_migrations TO pagodigitale_app;

-- Work that waits for its like only: each lane has its runners, and in a lane the more urgent goes first. What an older version asks for
-- or runs meanwhile is in the lane that takes whatever time it takes, and such a worker runs all of them.
ALTER TABLE jobs
    ADD COLUMN lane text NOT NULL DEFAULT 'bulk' CHECK (lane IN ('interactive', 'bulk', 'outbound', 'night')),
    ADD COLUMN priority smallint NOT NULL DEFAULT 100,
    ADD COLUMN started_at timestamptz;
ALTER TABLE workers ADD COLUMN lanes text[] NOT NULL DEFAULT '{interactive,bulk,outbound,night}';
-- What a claim looks through.
CREATE INDEX jobs_waiting ON jobs (lane, priority, run_after) WHERE state IN ('queued', 'running');
-- What an operator looks through.
CREATE INDEX jobs_of_organization ON jobs (organization_id, job_id);
CREATE INDEX jobs_by_state ON jobs (state, job_id);
CREATE INDEX jobs_by_lane ON jobs (lane, job_id);
CREATE INDEX jobs_by_kind ON jobs (kind, job_id);

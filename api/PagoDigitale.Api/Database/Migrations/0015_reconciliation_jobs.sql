-- Reconciliation jobs and their classified items. A job can be run again: its items are replaced as a whole.
CREATE TABLE reconciliation_jobs (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    job_id          uuid NOT NULL,
    external_id     text COLLATE "C",
    state           text NOT NULL CHECK (state IN ('queued', 'running', 'completed', 'failed')),
    statement_id    uuid,
    flusso_id         text COLLATE "C",
    items_count     integer NOT NULL DEFAULT 0,
    regular_count   integer NOT NULL DEFAULT 0,
    anomalous_count integer NOT NULL DEFAULT 0,
    classes         jsonb NOT NULL DEFAULT '[]',
    failure         jsonb,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    completed_at    timestamptz,
    PRIMARY KEY (organization_id, job_id),
    UNIQUE (organization_id, external_id)
);
CREATE INDEX reconciliation_jobs_state ON reconciliation_jobs (organization_id, state, job_id);
CREATE INDEX reconciliation_jobs_statement ON reconciliation_jobs (organization_id, statement_id, job_id);
-- When the last reconciliation was.
CREATE INDEX reconciliation_jobs_completed ON reconciliation_jobs (organization_id, completed_at) WHERE state = 'completed';
CALL protect_tenant_table('reconciliation_jobs');

CREATE TABLE reconciliation_items (
    organization_id    text COLLATE "C" NOT NULL,
    job_id             uuid NOT NULL,
    item_id            uuid NOT NULL,
    class              text NOT NULL CHECK (class IN ('IUD_RT_IUF_TES', 'RT_IUF_TES', 'RT_TES', 'RT_IUF', 'IUD_RT_IUF', 'IUD_NO_RT',
                           'RT_NO_IUD', 'RT_NO_IUF', 'IUV_NO_RT', 'IUF_NO_TES', 'IUF_TES_DIV_IMP', 'TES_NO_IUF_OR_IUV', 'TES_NO_MATCH',
                           'DOPPI', 'IUD_RT_DIV_IMP', 'RT_IUF_DIV_IMP', 'PAID_OUTSIDE')),
    is_regular         boolean NOT NULL,
    amount_cents       bigint NOT NULL,
    difference_cents   bigint,
    iuv                text COLLATE "C",
    notice_number      text COLLATE "C",
    flusso_id            text COLLATE "C",
    position_id        uuid,
    instalment_id      uuid,
    receipt_record_id  uuid,
    rendicontazione_id uuid,
    movement_id        uuid,
    -- What is true of it, one bit each, and the amounts that are told: rule, next step and facts are said when they are read, in the
    -- language of who reads.
    shape              bigint NOT NULL,
    position_cents     bigint,
    receipt_cents      bigint,
    row_cents          bigint,
    total_cents        bigint,
    movement_cents     bigint,
    booked_by          text,
    since              date NOT NULL,
    PRIMARY KEY (organization_id, job_id, item_id),
    FOREIGN KEY (organization_id, job_id) REFERENCES reconciliation_jobs
);
-- Lists go anomalous first, then oldest first.
CREATE INDEX reconciliation_items_order ON reconciliation_items (organization_id, job_id, is_regular, since, item_id);
CREATE INDEX reconciliation_items_iuv ON reconciliation_items (organization_id, iuv) WHERE iuv IS NOT NULL;
CALL protect_tenant_table('reconciliation_items');

-- What others may read.
CREATE VIEW door.reconciliation_items WITH (security_invoker = true) AS SELECT
    organization_id, job_id, class, is_regular, amount_cents, flusso_id, receipt_record_id, rendicontazione_id, movement_id, shape,
    since
FROM reconciliation_items;
CREATE VIEW door.reconciliation_jobs WITH (security_invoker = true) AS SELECT
    organization_id, job_id, state, statement_id, flusso_id, classes, completed_at
FROM reconciliation_jobs;

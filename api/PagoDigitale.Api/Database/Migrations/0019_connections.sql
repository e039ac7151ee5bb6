-- Services outside that are called for an organization.
CREATE TABLE connections (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    connection        text COLLATE "C" NOT NULL CHECK (connection IN ('aca', 'biz-events', 'fdr')),
    -- Of this one: what was asked of one that was removed says nothing of the next.
    connection_id     uuid NOT NULL,
    base_url          text NOT NULL,
    -- Sealed with the master key.
    subscription_key  bytea,
    key_expires_on    date,
    -- So many days before the end it was last told that the key ends.
    key_told_days     integer,
    -- That what it gives will soon be kept no more was told since the last good call.
    is_told_retention boolean NOT NULL DEFAULT false,
    -- That what waits for it has waited too long was told, and it still does.
    is_told_delay     boolean NOT NULL DEFAULT false,
    is_paused         boolean NOT NULL,
    -- Since it was entered or changed.
    is_tried          boolean NOT NULL DEFAULT false,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    call_requested_at timestamptz,
    next_call_at      timestamptz NOT NULL,
    -- When a call was last asked for by its time; null when it came to an end.
    call_begun_at     timestamptz,
    last_called_at    timestamptz,
    last_success_at   timestamptz,
    failing_since     timestamptz,
    failures_count    integer NOT NULL DEFAULT 0,
    failure           jsonb,
    PRIMARY KEY (organization_id, connection)
);
CALL protect_tenant_table('connections');

-- What pagoPA says it has published. A revision is a row of its own; what a later one took the place of is not fetched any more.
CREATE TABLE published_flows (
    organization_id    text COLLATE "C" NOT NULL REFERENCES organizations,
    published_flow_id  uuid NOT NULL,
    flusso_id          text COLLATE "C" NOT NULL,
    revision           integer NOT NULL,
    psp_id             text COLLATE "C" NOT NULL,
    flusso_date_time   timestamptz NOT NULL,
    published_at       timestamptz NOT NULL,
    state              text NOT NULL CHECK (state IN ('to-fetch', 'fetched', 'refused', 'superseded', 'deleted', 'lost')),
    rendicontazione_id uuid,
    attempts           integer NOT NULL DEFAULT 0,
    failure            jsonb,
    -- Of what was refused: whoever replays it says by it which one it was.
    content_sha256     bytea,
    next_attempt_at    timestamptz,
    seen_at            timestamptz NOT NULL,
    -- When it was last seen in the list.
    listed_at          timestamptz NOT NULL,
    settled_at         timestamptz,
    is_told_expiring   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, published_flow_id)
);
CREATE UNIQUE INDEX published_flows_revision ON published_flows (organization_id, flusso_id, psp_id, revision);
CREATE INDEX published_flows_state ON published_flows (organization_id, state, published_flow_id);
CREATE INDEX published_flows_psp ON published_flows (organization_id, psp_id, published_flow_id);
CREATE INDEX published_flows_published ON published_flows (organization_id, published_at, published_flow_id);
CREATE INDEX published_flows_refused ON published_flows (organization_id, content_sha256) WHERE state = 'refused';
CREATE INDEX published_flows_waiting ON published_flows (organization_id, next_attempt_at, published_flow_id) WHERE state = 'to-fetch';
CALL protect_tenant_table('published_flows');

-- What others may read.
CREATE VIEW door.connections WITH (security_invoker = true) AS SELECT
    organization_id, connection, is_paused, failing_since, next_call_at
FROM connections;

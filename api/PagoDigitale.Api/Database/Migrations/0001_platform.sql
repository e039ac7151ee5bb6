-- The platform: tenants, machine clients, signing keys, idempotency, events, jobs, raw store, activity log.
--
-- Two database roles. The login given in the connection string owns the schema and runs the migrations;
-- the application works as pagodigitale_app, which owns nothing, so row-level security binds it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pagodigitale_app') THEN
        CREATE ROLE pagodigitale_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'pagodigitale_app', 'MEMBER') THEN
        EXECUTE format('GRANT pagodigitale_app TO %I', current_user);
    END IF;
EXCEPTION
    -- Roles belong to the whole server: another database of the same server may create it at the same moment.
    WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO pagodigitale_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pagodigitale_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pagodigitale_app;

-- The tenant of the running transaction; '*' is the platform itself (tenant registry, node routing), never a tenant's data.
CREATE FUNCTION current_organization() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('app.organization', true) $$;

-- One call per tenant table: rows of another organization do not exist for the application.
CREATE PROCEDURE protect_tenant_table(table_name text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
        'CREATE POLICY tenant ON %I USING (organization_id = current_setting(''app.organization'', true)) '
        'WITH CHECK (organization_id = current_setting(''app.organization'', true))', table_name);
END $$;

CREATE TABLE organizations (
    organization_id    text COLLATE "C" PRIMARY KEY CHECK (organization_id ~ '^[0-9]{11}$'),
    name               text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    sector             text,
    info_lines         text,
    ipa_code           text,
    cbill_code         text,
    address            jsonb,
    email              text,
    pec                text,
    accounting_profile jsonb,
    -- Kept here because the list of organizations, which spans tenants, sees no tenant's logos.
    has_logo           boolean NOT NULL DEFAULT false,
    is_active          boolean NOT NULL DEFAULT true,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);
ALTER TABLE organizations ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON organizations
    USING (current_setting('app.organization', true) IN (organization_id, '*'))
    WITH CHECK (current_setting('app.organization', true) IN (organization_id, '*'));

CREATE TABLE organization_logos (
    organization_id text COLLATE "C" PRIMARY KEY REFERENCES organizations,
    media_type      text NOT NULL,
    content         bytea NOT NULL,
    updated_at      timestamptz NOT NULL
);
CALL protect_tenant_table('organization_logos');

CREATE TABLE clients (
    client_id     text COLLATE "C" PRIMARY KEY,
    name          text NOT NULL,
    scopes        text[] NOT NULL,
    organizations text[] NOT NULL,
    is_active     boolean NOT NULL DEFAULT true,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL
);

CREATE TABLE client_secrets (
    client_id   text COLLATE "C" NOT NULL REFERENCES clients,
    secret_id   uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    PRIMARY KEY (client_id, secret_id)
);

CREATE TABLE signing_keys (
    key_id        text COLLATE "C" PRIMARY KEY,
    sealed_key    bytea NOT NULL,
    public_jwk    jsonb NOT NULL,
    created_at    timestamptz NOT NULL,
    sign_until    timestamptz NOT NULL,
    publish_until timestamptz NOT NULL
);

CREATE TABLE idempotency_keys (
    organization_id text COLLATE "C" NOT NULL,
    client_id       text COLLATE "C" NOT NULL,
    idempotency_key text COLLATE "C" NOT NULL,
    operation_id    text NOT NULL,
    input_hash      bytea NOT NULL,
    status          smallint,
    headers         jsonb,
    body            bytea,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, client_id, idempotency_key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);

-- The event feed. Sequences are handed out before commit, so a reader that only remembered the last sequence could
-- step over an event whose transaction commits late. The feed therefore orders by transaction first and shows only
-- transactions older than every running one (see Platform/Events).
CREATE TABLE events (
    organization_id text COLLATE "C" NOT NULL,
    event_id        uuid NOT NULL,
    transaction_id  xid8 NOT NULL DEFAULT pg_current_xact_id(),
    sequence        bigint GENERATED ALWAYS AS IDENTITY,
    type            text NOT NULL,
    subject_type    text NOT NULL,
    subject_id      text NOT NULL,
    data            jsonb NOT NULL,
    occurred_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, event_id)
);
CREATE INDEX events_feed ON events (organization_id, transaction_id, sequence);
-- A reader comes back with the number of the last event it saw.
CREATE INDEX events_sequence ON events (organization_id, sequence);
CREATE INDEX events_subject ON events (organization_id, subject_id);
CALL protect_tenant_table('events');

-- Work to do, written in the transaction that made it necessary, claimed with a lease by any worker.
-- No row-level security: a worker must see every tenant's queue; the payload carries identifiers, never personal data.
CREATE TABLE jobs (
    job_id          uuid PRIMARY KEY,
    kind            text NOT NULL,
    organization_id text COLLATE "C" NOT NULL,
    dedupe_key      text COLLATE "C",
    payload         jsonb NOT NULL,
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'parked')),
    attempts        integer NOT NULL DEFAULT 0,
    run_after       timestamptz NOT NULL,
    lease_owner     text,
    lease_until     timestamptz,
    last_error      text,
    created_at      timestamptz NOT NULL,
    finished_at     timestamptz
);
CREATE INDEX jobs_due ON jobs (run_after) WHERE state IN ('queued', 'running');
-- At most one waiting job for the same purpose: asking twice for the same work is asking once.
CREATE UNIQUE INDEX jobs_dedupe ON jobs (kind, organization_id, dedupe_key) WHERE state = 'queued' AND dedupe_key IS NOT NULL;

-- Everything that arrives from outside, exactly as it arrived, before it is interpreted.
CREATE TABLE inbound_messages (
    organization_id text COLLATE "C" NOT NULL,
    message_id      uuid NOT NULL,
    kind            text NOT NULL,
    media_type      text NOT NULL,
    file_name       text,
    content         bytea NOT NULL,
    content_sha256  bytea NOT NULL,
    size_bytes      bigint NOT NULL,
    source          text,
    outcome         text,
    received_at     timestamptz NOT NULL,
    PRIMARY KEY (organization_id, message_id)
);
ALTER TABLE inbound_messages ALTER COLUMN content SET STORAGE EXTERNAL;
-- The node's questions come by the thousand and nobody looks for a second copy of one.
CREATE INDEX inbound_messages_hash ON inbound_messages (organization_id, kind, content_sha256) WHERE kind <> 'node-verify' AND kind <> 'node-payment';
CALL protect_tenant_table('inbound_messages');

-- Who did what. Entries are chained by hash (the sealing job fills sequence and hashes in commit order), so a change or
-- a removal afterwards shows.
CREATE TABLE activity_log (
    organization_id text COLLATE "C" NOT NULL,
    activity_id     uuid NOT NULL,
    sequence        bigint,
    occurred_at     timestamptz NOT NULL,
    client_id       text,
    operation_id    text NOT NULL,
    method          text NOT NULL,
    path            text NOT NULL,
    status          smallint NOT NULL,
    outcome         text NOT NULL CHECK (outcome IN ('succeeded', 'refused', 'failed')),
    trace_id        text NOT NULL,
    resource        text,
    previous_hash   bytea,
    hash            bytea,
    PRIMARY KEY (organization_id, activity_id)
);
CREATE UNIQUE INDEX activity_log_sequence ON activity_log (organization_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX activity_log_unsealed ON activity_log (organization_id) WHERE sequence IS NULL;
CALL protect_tenant_table('activity_log');
REVOKE DELETE ON activity_log FROM pagodigitale_app;

-- Flows: a file becomes staged rows, each with a verdict, and then positions.
CREATE TABLE flows (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    flow_id           uuid NOT NULL,
    external_id       text COLLATE "C",
    message_id        uuid NOT NULL,
    file_name         text NOT NULL,
    file_sha256       bytea NOT NULL,
    size_bytes        bigint NOT NULL,
    state             text NOT NULL,
    parameters        jsonb NOT NULL,
    columns           text[],
    -- The separator of the rows kept in flow_rows.original.
    delimiter         text NOT NULL DEFAULT ';',
    rows_total        integer NOT NULL DEFAULT 0,
    rows_valid        integer NOT NULL DEFAULT 0,
    rows_rejected     integer NOT NULL DEFAULT 0,
    rows_excluded     integer NOT NULL DEFAULT 0,
    rows_generated    integer NOT NULL DEFAULT 0,
    valid_cents       bigint NOT NULL DEFAULT 0,
    rejected_cents    bigint NOT NULL DEFAULT 0,
    excluded_cents    bigint NOT NULL DEFAULT 0,
    generated_cents   bigint NOT NULL DEFAULT 0,
    processed_rows    integer NOT NULL DEFAULT 0,
    failure           jsonb,
    version           integer NOT NULL DEFAULT 1,
    created_at        timestamptz NOT NULL,
    started_at        timestamptz,
    validated_at      timestamptz,
    confirmed_at      timestamptz,
    completed_at      timestamptz,
    PRIMARY KEY (organization_id, flow_id),
    UNIQUE (organization_id, external_id)
);
-- The same file twice is the same flow, unless the first one was given up.
CREATE UNIQUE INDEX flows_file ON flows (organization_id, file_sha256) WHERE state NOT IN ('cancelled', 'failed');
CREATE INDEX flows_state ON flows (organization_id, state, flow_id);
CALL protect_tenant_table('flows');

CREATE TABLE flow_rows (
    organization_id      text COLLATE "C" NOT NULL,
    flow_id              uuid NOT NULL,
    row_number           integer NOT NULL,
    verdict              text NOT NULL,
    original             text NOT NULL,
    external_id          text COLLATE "C",
    debtor_type          text,
    debtor_fiscal_code   text COLLATE "C",
    debtor_name          text,
    debtor_address       jsonb,
    debtor_email         text,
    debtor_pec           text,
    service_code         text COLLATE "C",
    description          text,
    amount_cents         bigint,
    due_date             date,
    valid_until          date,
    accertamento_id      uuid,
    accertamento_year    smallint,
    accertamento_number  text COLLATE "C",
    errors               jsonb,
    position_id          uuid,
    instalment_id        uuid,
    notice_number        text COLLATE "C",
    -- Follows another row into its position: its external id is not the position's and must be looked for here.
    is_grouped           boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, flow_id, row_number),
    FOREIGN KEY (organization_id, flow_id) REFERENCES flows
);
CREATE INDEX flow_rows_verdict ON flow_rows (organization_id, flow_id, verdict, row_number);
CALL protect_tenant_table('flow_rows');
CREATE INDEX flow_rows_grouped ON flow_rows (organization_id, external_id) WHERE is_grouped AND external_id IS NOT NULL;

-- Rows on their way from the file to flow_rows. COPY refuses tables with row-level security, hence none here: every statement
-- names organization and flow. Unlogged and without indexes: after a crash the file is simply read again.
CREATE UNLOGGED TABLE flow_staging (
    organization_id     text COLLATE "C" NOT NULL,
    flow_id             uuid NOT NULL,
    row_number          integer NOT NULL,
    original            text NOT NULL,
    content_hash        uuid NOT NULL,
    external_id         text COLLATE "C",
    debtor_type         text,
    debtor_fiscal_code  text COLLATE "C",
    debtor_name         text,
    debtor_address      jsonb,
    debtor_email        text,
    debtor_pec          text,
    service_code        text COLLATE "C",
    description         text,
    amount_cents        bigint,
    due_date            date,
    valid_until         date,
    accertamento_year   smallint,
    accertamento_number text COLLATE "C",
    errors              jsonb
);

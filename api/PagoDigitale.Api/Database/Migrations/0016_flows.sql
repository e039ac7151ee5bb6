-- Flows: a file becomes staged rows, each with a verdict, and then positions.
CREATE TABLE flows (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    flow_id         uuid NOT NULL,
    external_id     text COLLATE "C",
    message_id      uuid NOT NULL,
    file_name       text NOT NULL,
    file_sha256     bytea NOT NULL,
    size_bytes      bigint NOT NULL,
    state           text NOT NULL CHECK (state IN ('received', 'validating', 'ready', 'generating', 'completed',
                        'completed-with-rejects', 'failed', 'cancelled')),
    parameters      jsonb NOT NULL,
    -- What is asked through a function that is not leakproof cannot go through an index: kept as a column.
    service_code    text COLLATE "C" GENERATED ALWAYS AS (parameters ->> 'serviceCode') STORED,
    columns         text[],
    -- The separator of the rows kept in flow_rows.original.
    delimiter       text NOT NULL DEFAULT ';',
    rows_total      integer NOT NULL DEFAULT 0,
    rows_valid      integer NOT NULL DEFAULT 0,
    -- What is taken but doubtful, of a row and of the whole file, is told beside what is refused.
    rows_warned     integer NOT NULL DEFAULT 0,
    rows_rejected   integer NOT NULL DEFAULT 0,
    rows_excluded   integer NOT NULL DEFAULT 0,
    rows_generated  integer NOT NULL DEFAULT 0,
    valid_cents     bigint NOT NULL DEFAULT 0,
    rejected_cents  bigint NOT NULL DEFAULT 0,
    excluded_cents  bigint NOT NULL DEFAULT 0,
    generated_cents bigint NOT NULL DEFAULT 0,
    processed_rows  integer NOT NULL DEFAULT 0,
    warnings        jsonb,
    failure         jsonb,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    validated_at    timestamptz,
    confirmed_at    timestamptz,
    completed_at    timestamptz,
    PRIMARY KEY (organization_id, flow_id),
    UNIQUE (organization_id, external_id)
);
-- The same file twice is the same flow, unless the first one was given up. A flow that failed while its positions were being made
-- is confirmed again: its file is not free to be a second flow, which would issue the same debts twice.
CREATE UNIQUE INDEX flows_file ON flows (organization_id, file_sha256)
    WHERE state NOT IN ('cancelled', 'failed') OR (state = 'failed' AND confirmed_at IS NOT NULL) OR rows_generated > 0;
CREATE INDEX flows_state ON flows (organization_id, state, flow_id);
CREATE INDEX flows_service ON flows (organization_id, service_code, flow_id);
CALL protect_tenant_table('flows');

CREATE TABLE flow_rows (
    organization_id     text COLLATE "C" NOT NULL,
    flow_id             uuid NOT NULL,
    row_number          integer NOT NULL,
    verdict             text NOT NULL CHECK (verdict IN ('valid', 'rejected', 'excluded', 'generated')),
    original            text NOT NULL,
    external_id         text COLLATE "C",
    debtor_type         text CHECK (debtor_type IN ('F', 'G')),
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
    accertamento_id     uuid,
    accertamento_year   smallint,
    accertamento_number text COLLATE "C",
    -- Of a row that is one instalment of a position: of which payment option, and which of it. The code tells the rows of a position.
    option_index        smallint,
    instalment_index    smallint,
    option_kind         text CHECK (option_kind IN ('single', 'instalments', 'down-payment', 'reduced')),
    option_description  text,
    valid_from          date,
    keep_payable_after_due_date boolean,
    -- Whether pagoPA may push it as a request to pay; null where the service says.
    request_to_pay      text CHECK (request_to_pay IN ('allowed', 'haste-harms', 'exclusive-carrier',
                            'haste-harms-and-exclusive-carrier')),
    errors              jsonb,
    warnings            jsonb,
    position_id         uuid,
    instalment_id       uuid,
    notice_number       text COLLATE "C",
    -- Follows another row into its position: its external id is not the position's and must be looked for here.
    is_grouped          boolean NOT NULL DEFAULT false,
    -- A person left it out: it stays out, whatever a new check finds.
    is_excluded_by_hand boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, flow_id, row_number),
    FOREIGN KEY (organization_id, flow_id) REFERENCES flows,
    CHECK ((option_index IS NULL) = (instalment_index IS NULL))
);
CREATE INDEX flow_rows_verdict ON flow_rows (organization_id, flow_id, verdict, row_number);
CREATE INDEX flow_rows_grouped ON flow_rows (organization_id, external_id) WHERE is_grouped AND external_id IS NOT NULL;
-- Whether a position is made of several rows is asked when its external code is sent again.
CREATE INDEX flow_rows_of_group ON flow_rows (organization_id, position_id) WHERE is_grouped;
-- A position is made whole: of one that is made no row asks for the others any more.
CREATE INDEX flow_rows_of_options ON flow_rows (organization_id, flow_id, external_id, row_number)
    WHERE option_index IS NOT NULL AND verdict <> 'generated';
CALL protect_tenant_table('flow_rows');
ALTER TABLE flow_rows SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);
-- What no condition asks: statistics of it cost half a second of each load.
ALTER TABLE flow_rows ALTER original SET STATISTICS 0, ALTER debtor_name SET STATISTICS 0, ALTER debtor_address SET STATISTICS 0,
    ALTER debtor_email SET STATISTICS 0, ALTER debtor_pec SET STATISTICS 0, ALTER description SET STATISTICS 0,
    ALTER option_description SET STATISTICS 0, ALTER amount_cents SET STATISTICS 0, ALTER errors SET STATISTICS 0;

-- Rows on their way from the file to flow_rows. Unlogged and without indexes: after a crash the file is simply read again.
-- COPY refuses tables with row-level security, so staged rows are fenced by grants (decision 0003): the application may only add to
-- the table, and not say whose the rows are; it reads and clears them through a view that shows the running transaction's
-- organization.
CREATE UNLOGGED TABLE flow_staging (
    organization_id     text COLLATE "C" NOT NULL DEFAULT nullif(current_setting('app.organization', true), ''),
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
    option_index        smallint,
    instalment_index    smallint,
    option_kind         text,
    option_description  text,
    valid_from          date,
    keep_payable_after_due_date boolean,
    request_to_pay      text,
    errors              jsonb,
    warnings            jsonb
);
REVOKE ALL ON flow_staging FROM pagodigitale_app;
GRANT INSERT (flow_id, row_number, original, content_hash, external_id, debtor_type, debtor_fiscal_code, debtor_name, debtor_address,
    debtor_email, debtor_pec, service_code, description, amount_cents, due_date, valid_until, accertamento_year, accertamento_number,
    option_index, instalment_index, option_kind, option_description, valid_from, keep_payable_after_due_date,
    request_to_pay, errors, warnings) ON flow_staging TO pagodigitale_app;

-- Runs with its owner's rights (no security_invoker): the application has none on the table.
CREATE VIEW staged_flow_rows WITH (security_barrier) AS
    SELECT * FROM flow_staging WHERE organization_id = current_setting('app.organization', true);
REVOKE ALL ON staged_flow_rows FROM pagodigitale_app;
GRANT SELECT, DELETE ON staged_flow_rows TO pagodigitale_app;

-- What others may read.
CREATE VIEW door.flows WITH (security_invoker = true) AS SELECT
    organization_id, flow_id, state, service_code
FROM flows;

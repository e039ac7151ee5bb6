-- Debt positions: position → payment options → instalments → transfers → allocations.
CREATE TABLE positions (
    organization_id    text COLLATE "C" NOT NULL REFERENCES organizations,
    position_id        uuid NOT NULL,
    external_id        text COLLATE "C",
    service_code       text COLLATE "C" NOT NULL,
    unit_code          text COLLATE "C",
    description        text NOT NULL,
    option_description text,
    debtor_id          uuid NOT NULL,
    -- What the notice and the node must say of the debtor, as it was when the position was written.
    debtor_type        text NOT NULL CHECK (debtor_type IN ('F', 'G')),
    debtor_fiscal_code text COLLATE "C" NOT NULL,
    debtor_name        text NOT NULL,
    debtor_address     jsonb,
    debtor_email       text,
    valid_from         date,
    flow_id            uuid,
    flow_row_number    integer,
    amount_cents       bigint NOT NULL CHECK (amount_cents > 0),
    paid_cents         bigint NOT NULL DEFAULT 0,
    state              text NOT NULL,
    metadata           jsonb,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    PRIMARY KEY (organization_id, position_id),
    UNIQUE (organization_id, external_id),
    FOREIGN KEY (organization_id, service_code) REFERENCES services,
    FOREIGN KEY (organization_id, debtor_id) REFERENCES debtors
);
CREATE INDEX positions_debtor ON positions (organization_id, debtor_fiscal_code, position_id);
CREATE INDEX positions_state ON positions (organization_id, state, position_id);
CREATE INDEX positions_created ON positions (organization_id, created_at);
CREATE INDEX positions_service ON positions (organization_id, service_code, position_id);
CREATE INDEX positions_flow ON positions (organization_id, flow_id, position_id) WHERE flow_id IS NOT NULL;
CREATE INDEX positions_name ON positions (organization_id, lower(debtor_name) text_pattern_ops);
CALL protect_tenant_table('positions');

CREATE TABLE instalments (
    organization_id           text COLLATE "C" NOT NULL,
    instalment_id             uuid NOT NULL,
    position_id               uuid NOT NULL,
    option_index              smallint NOT NULL DEFAULT 1,
    instalment_index          smallint NOT NULL,
    notice_number             text COLLATE "C" NOT NULL CHECK (length(notice_number) = 18),
    iuv                       text COLLATE "C" NOT NULL,
    amount_cents              bigint NOT NULL CHECK (amount_cents BETWEEN 1 AND 99999999999),
    due_date                  date,
    valid_until               date,
    remittance_information    text,
    state                     text NOT NULL,
    payment_in_progress_until timestamptz,
    paid_at                   timestamptz,
    paid_cents                bigint,
    is_paid_outside_node      boolean NOT NULL DEFAULT false,
    receipt_record_id         uuid,
    -- The debt was released in the ledger (cancelled or replaced) and not reopened: money that comes all the same is owed back.
    is_released               boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, instalment_id),
    -- An IUV is never used twice by an organization, whatever becomes of it (SACI, chapter 2).
    UNIQUE (organization_id, notice_number),
    UNIQUE (organization_id, iuv),
    FOREIGN KEY (organization_id, position_id) REFERENCES positions
);
CREATE INDEX instalments_position ON instalments (organization_id, position_id, instalment_index);
CREATE INDEX instalments_due ON instalments (organization_id, due_date) WHERE state = 'unpaid';
CREATE INDEX instalments_valid ON instalments (organization_id, valid_until) WHERE state = 'unpaid';
CREATE INDEX instalments_paid ON instalments (organization_id, paid_at) WHERE paid_at IS NOT NULL;
CALL protect_tenant_table('instalments');

CREATE TABLE transfers (
    organization_id        text COLLATE "C" NOT NULL,
    instalment_id          uuid NOT NULL,
    transfer_index         smallint NOT NULL CHECK (transfer_index BETWEEN 1 AND 5),
    beneficiary            text COLLATE "C" NOT NULL,
    amount_cents           bigint NOT NULL CHECK (amount_cents > 0),
    iban                   text COLLATE "C" NOT NULL,
    postal_iban            text COLLATE "C",
    taxonomy_code          text NOT NULL,
    remittance_information text NOT NULL,
    PRIMARY KEY (organization_id, instalment_id, transfer_index),
    FOREIGN KEY (organization_id, instalment_id) REFERENCES instalments
);
CALL protect_tenant_table('transfers');

CREATE TABLE allocations (
    organization_id  text COLLATE "C" NOT NULL,
    instalment_id    uuid NOT NULL,
    transfer_index   smallint NOT NULL,
    allocation_index smallint NOT NULL,
    accertamento_id  uuid NOT NULL,
    amount_cents     bigint NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (organization_id, instalment_id, transfer_index, allocation_index),
    FOREIGN KEY (organization_id, instalment_id, transfer_index) REFERENCES transfers,
    FOREIGN KEY (organization_id, accertamento_id) REFERENCES accertamenti
);
CREATE INDEX allocations_accertamento ON allocations (organization_id, accertamento_id);
CALL protect_tenant_table('allocations');

-- One counter per organization, aux digit and segregation (or application) code. Blocks are taken in a transaction of
-- their own: a rolled-back caller leaves a gap, two callers never get the same number.
CREATE TABLE iuv_counters (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    aux_digit       smallint NOT NULL,
    code            text COLLATE "C" NOT NULL,
    next_base       bigint NOT NULL,
    PRIMARY KEY (organization_id, aux_digit, code)
);
CALL protect_tenant_table('iuv_counters');

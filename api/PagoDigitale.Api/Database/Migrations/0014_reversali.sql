-- Reversali: the collection orders by which a transfer is booked on the accertamenti, numbered within the year.
CREATE TABLE reversali (
    organization_id    text COLLATE "C" NOT NULL REFERENCES organizations,
    reversale_id       uuid NOT NULL,
    year               smallint NOT NULL,
    number             integer NOT NULL,
    accounting_date    date NOT NULL,
    amount_cents       bigint NOT NULL CHECK (amount_cents > 0),
    unallocated_cents  bigint NOT NULL DEFAULT 0,
    counterpart        text NOT NULL,
    collection_account text NOT NULL,
    provvisorio        text COLLATE "C",
    flusso_id            text COLLATE "C" NOT NULL,
    rendicontazione_id uuid NOT NULL,
    movement_id        uuid,
    payments_count     integer NOT NULL,
    created_at         timestamptz NOT NULL,
    executed_on        date,
    -- One that was annulled keeps its number and books nothing: its transfer can be booked anew.
    annulled_at        timestamptz,
    annulment_reason   text,
    PRIMARY KEY (organization_id, reversale_id),
    UNIQUE (organization_id, year, number),
    FOREIGN KEY (organization_id, rendicontazione_id) REFERENCES rendicontazioni
);
-- A transfer is booked once.
CREATE UNIQUE INDEX reversali_transfer ON reversali (organization_id, rendicontazione_id) WHERE annulled_at IS NULL;
CREATE INDEX reversali_date ON reversali (organization_id, accounting_date, reversale_id);
CREATE INDEX reversali_year ON reversali (organization_id, year, reversale_id);
-- What was booked of a flow, asked for every flow that is accounted.
CREATE INDEX reversali_flow ON reversali (organization_id, flusso_id);
CREATE INDEX reversali_movement ON reversali (organization_id, movement_id) WHERE movement_id IS NOT NULL;
-- What was annulled while a long statement is booked.
CREATE INDEX reversali_annulled ON reversali (organization_id, annulled_at) WHERE annulled_at IS NOT NULL;
CREATE INDEX reversali_provvisorio ON reversali (organization_id, provvisorio) WHERE provvisorio IS NOT NULL;
CALL protect_tenant_table('reversali');

CREATE TABLE reversale_counters (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    year            smallint NOT NULL,
    last_number     integer NOT NULL,
    PRIMARY KEY (organization_id, year)
);
CALL protect_tenant_table('reversale_counters');

CREATE TABLE reversale_allocations (
    organization_id text COLLATE "C" NOT NULL,
    reversale_id    uuid NOT NULL,
    accertamento_id uuid NOT NULL,
    amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
    payments_count  integer NOT NULL,
    PRIMARY KEY (organization_id, reversale_id, accertamento_id),
    FOREIGN KEY (organization_id, reversale_id) REFERENCES reversali,
    FOREIGN KEY (organization_id, accertamento_id) REFERENCES accertamenti
);
CREATE INDEX reversale_allocations_accertamento ON reversale_allocations (organization_id, accertamento_id);
CALL protect_tenant_table('reversale_allocations');

-- What each reversale booked, payment by payment and allocation by allocation: what is booked already is asked here, whatever
-- revision of whatever flow tells of the payment now. A revoked payment is negative.
CREATE TABLE reversale_payments (
    organization_id  text COLLATE "C" NOT NULL,
    reversale_id     uuid NOT NULL,
    -- A row of a flow may bring money for several instalments: the one it tells of, and those that the credit of its payment was
    -- assigned to (is_assigned).
    row_index        integer NOT NULL,
    instalment_id    uuid NOT NULL,
    transfer_index   smallint NOT NULL,
    allocation_index integer NOT NULL,
    accertamento_id  uuid NOT NULL,
    amount_cents     bigint NOT NULL CHECK (amount_cents <> 0),
    is_assigned      boolean NOT NULL DEFAULT false,
    PRIMARY KEY (organization_id, reversale_id, row_index, instalment_id, transfer_index, allocation_index),
    FOREIGN KEY (organization_id, reversale_id) REFERENCES reversali
);
CREATE INDEX reversale_payments_instalment ON reversale_payments (organization_id, instalment_id);
CALL protect_tenant_table('reversale_payments');

-- What stornos took back of the money that a reversale had booked: the credit is unlinked then, or the debit is put beside it
-- where a part was taken back, and which reversale it had stood for could not be told any more.
CREATE TABLE reversale_stornos (
    organization_id text COLLATE "C" NOT NULL,
    reversale_id    uuid NOT NULL,
    debit_id        uuid NOT NULL,
    credit_id       uuid NOT NULL,
    amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (organization_id, reversale_id, debit_id),
    FOREIGN KEY (organization_id, reversale_id) REFERENCES reversali,
    FOREIGN KEY (organization_id, debit_id) REFERENCES bank_movements,
    FOREIGN KEY (organization_id, credit_id) REFERENCES bank_movements
);
CREATE INDEX reversale_stornos_credit ON reversale_stornos (organization_id, credit_id);
CREATE INDEX reversale_stornos_debit ON reversale_stornos (organization_id, debit_id);
CALL protect_tenant_table('reversale_stornos');

-- What others may read.
CREATE VIEW door.reversale_allocations WITH (security_invoker = true) AS SELECT
    organization_id, reversale_id, accertamento_id, amount_cents, payments_count
FROM reversale_allocations;
CREATE VIEW door.reversale_payments WITH (security_invoker = true) AS SELECT
    organization_id, reversale_id, instalment_id, amount_cents
FROM reversale_payments;
CREATE VIEW door.reversale_stornos WITH (security_invoker = true) AS SELECT
    organization_id, reversale_id, amount_cents
FROM reversale_stornos;
CREATE VIEW door.reversali WITH (security_invoker = true) AS SELECT
    organization_id, reversale_id, year, number, accounting_date, amount_cents, unallocated_cents, provvisorio, flusso_id,
    rendicontazione_id, movement_id, payments_count, annulled_at
FROM reversali;

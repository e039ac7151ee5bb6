-- Reversali: the collection orders by which a transfer is booked on the accertamenti, numbered within the year.
CREATE TABLE reversale_counters (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    year            smallint NOT NULL,
    last_number     integer NOT NULL,
    PRIMARY KEY (organization_id, year)
);
CALL protect_tenant_table('reversale_counters');

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
    flow_id            text COLLATE "C" NOT NULL,
    rendicontazione_id uuid NOT NULL,
    movement_id        uuid,
    payments_count     integer NOT NULL,
    created_at         timestamptz NOT NULL,
    PRIMARY KEY (organization_id, reversale_id),
    UNIQUE (organization_id, year, number),
    -- A transfer is booked once.
    UNIQUE (organization_id, rendicontazione_id),
    FOREIGN KEY (organization_id, rendicontazione_id) REFERENCES rendicontazioni
);
CREATE INDEX reversali_date ON reversali (organization_id, accounting_date);
CALL protect_tenant_table('reversali');

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

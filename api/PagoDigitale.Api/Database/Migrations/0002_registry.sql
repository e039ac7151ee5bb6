-- The registry of an organization: accounts, stations, units, services, debtors, accertamenti.
CREATE TABLE ibans (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    iban            text COLLATE "C" NOT NULL,
    label           text NOT NULL,
    is_postal       boolean NOT NULL,
    is_active       boolean NOT NULL DEFAULT true,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, iban)
);
CALL protect_tenant_table('ibans');

-- The connection of a broker to the node. Segregation code: SACI, aux digit 3; application code: aux digit 0.
CREATE TABLE stations (
    organization_id    text COLLATE "C" NOT NULL REFERENCES organizations,
    station_id         text COLLATE "C" NOT NULL,
    broker_fiscal_code text COLLATE "C" NOT NULL,
    aux_digit          smallint NOT NULL CHECK (aux_digit BETWEEN 0 AND 3),
    segregation_code   text COLLATE "C" CHECK (segregation_code ~ '^[0-9]{2}$'),
    application_code   text COLLATE "C" CHECK (application_code ~ '^[0-9]{2}$'),
    is_default         boolean NOT NULL DEFAULT false,
    is_active          boolean NOT NULL DEFAULT true,
    version            integer NOT NULL DEFAULT 1,
    created_at         timestamptz NOT NULL,
    PRIMARY KEY (organization_id, station_id),
    CHECK ((aux_digit = 3) = (segregation_code IS NOT NULL)),
    CHECK ((aux_digit = 0) = (application_code IS NOT NULL))
);
CREATE UNIQUE INDEX stations_default ON stations (organization_id) WHERE is_default AND is_active;
CALL protect_tenant_table('stations');

CREATE TABLE units (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    unit_id         uuid NOT NULL,
    code            text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, unit_id),
    UNIQUE (organization_id, code)
);
CALL protect_tenant_table('units');

CREATE TABLE accertamenti (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    accertamento_id uuid NOT NULL,
    year            smallint NOT NULL,
    number          text COLLATE "C" NOT NULL,
    chapter         text COLLATE "C" NOT NULL,
    article         text,
    description     text NOT NULL,
    is_active       boolean NOT NULL DEFAULT true,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, accertamento_id),
    UNIQUE (organization_id, year, number)
);
CALL protect_tenant_table('accertamenti');

CREATE TABLE services (
    organization_id            text COLLATE "C" NOT NULL REFERENCES organizations,
    service_code               text COLLATE "C" NOT NULL,
    description                text NOT NULL,
    functional_class           text,
    taxonomy_code              text NOT NULL,
    iban                       text COLLATE "C" NOT NULL,
    postal_iban                text COLLATE "C",
    unit_code                  text COLLATE "C",
    amount_cents               bigint CHECK (amount_cents > 0),
    is_spontaneous             boolean NOT NULL DEFAULT false,
    accertamento_id            uuid,
    keep_payable_after_due_date boolean NOT NULL DEFAULT true,
    is_active                  boolean NOT NULL DEFAULT true,
    version                    integer NOT NULL DEFAULT 1,
    created_at                 timestamptz NOT NULL,
    PRIMARY KEY (organization_id, service_code),
    FOREIGN KEY (organization_id, iban) REFERENCES ibans,
    FOREIGN KEY (organization_id, postal_iban) REFERENCES ibans,
    FOREIGN KEY (organization_id, accertamento_id) REFERENCES accertamenti
);
CALL protect_tenant_table('services');

CREATE TABLE debtors (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    debtor_id       uuid NOT NULL,
    external_id     text COLLATE "C",
    type            text NOT NULL CHECK (type IN ('F', 'G')),
    fiscal_code     text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    address         jsonb,
    email           text,
    pec             text,
    category        text,
    version         integer NOT NULL DEFAULT 1,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, debtor_id),
    UNIQUE (organization_id, external_id)
);
-- One registry entry per fiscal code; anonymous debtors are many.
CREATE UNIQUE INDEX debtors_fiscal_code ON debtors (organization_id, fiscal_code) WHERE fiscal_code <> 'ANONIMO';
CREATE INDEX debtors_name ON debtors (organization_id, lower(name) text_pattern_ops);
CALL protect_tenant_table('debtors');

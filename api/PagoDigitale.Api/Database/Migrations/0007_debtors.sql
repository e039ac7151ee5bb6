-- Debtors: whom an organization knows.
CREATE TABLE debtors (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    debtor_id       uuid NOT NULL,
    external_id     text COLLATE "C",
    type            text NOT NULL CHECK (type IN ('F', 'G')),
    fiscal_code     text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    -- Stored, so that the index holds it: comparisons of ranges are leakproof and LIKE is not, so under row-level security only
    -- the former may use an index.
    search_name     text COLLATE "C" GENERATED ALWAYS AS (search_text(name)) STORED,
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
CREATE INDEX debtors_name ON debtors (organization_id, search_name);
CALL protect_tenant_table('debtors');

-- What others may read.
CREATE VIEW door.debtors WITH (security_invoker = true) AS SELECT
    organization_id, debtor_id, external_id, type, fiscal_code, name, address, email
FROM debtors;

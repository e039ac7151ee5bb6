-- Accertamenti: the entries of the budget on which what is collected is booked.
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

-- What others may read.
CREATE VIEW door.accertamenti WITH (security_invoker = true) AS SELECT
    organization_id, accertamento_id, year, number, chapter, description, is_active, version, created_at
FROM accertamenti;

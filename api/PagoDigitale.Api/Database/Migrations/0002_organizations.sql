-- Organizations, which are the tenants, and what each has: logo, accounts, stations, units.

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
CALL protect_tenant_table('organizations');
-- The registry is the platform's own ('*'): it reads and adds to it. What an entry says, its organization alone changes.
CREATE POLICY registry_is_read ON organizations FOR SELECT USING (current_setting('app.organization', true) = '*');
CREATE POLICY registry_is_added_to ON organizations FOR INSERT WITH CHECK (current_setting('app.organization', true) = '*');

CREATE TABLE organization_logos (
    organization_id text COLLATE "C" PRIMARY KEY REFERENCES organizations,
    media_type      text NOT NULL,
    content         bytea NOT NULL,
    updated_at      timestamptz NOT NULL
);
CALL protect_tenant_table('organization_logos');

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

-- Whether money may go to an account of another organization. That organization's accounts are behind its tenant fence, and
-- this is the one thing a neighbour may know of them: yes or no, for an account it names itself. An organization that is not
-- on this platform is not known here, and neither are its accounts: the node judges them. Only an organization has such a question.
CREATE FUNCTION across.may_credit(beneficiary text, account text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('app.organization', true) ~ '^[0-9]{11}$', false) AND (
        NOT EXISTS (SELECT FROM public.organizations o WHERE o.organization_id = beneficiary)
        OR EXISTS (SELECT FROM public.ibans i WHERE i.organization_id = beneficiary AND i.iban = account AND i.is_active))
$$;
REVOKE ALL ON FUNCTION across.may_credit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION across.may_credit TO pagodigitale_app;

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

-- What others may read.
CREATE VIEW door.ibans WITH (security_invoker = true) AS SELECT
    organization_id, iban, is_postal, is_active, created_at
FROM ibans;
CREATE VIEW door.organization_logos WITH (security_invoker = true) AS SELECT
    organization_id, content
FROM organization_logos;
CREATE VIEW door.organizations WITH (security_invoker = true) AS SELECT
    organization_id, name, sector, info_lines, cbill_code, address, accounting_profile, is_active
FROM organizations;
CREATE VIEW door.stations WITH (security_invoker = true) AS SELECT
    organization_id, station_id, broker_fiscal_code, aux_digit, segregation_code, application_code, is_default, is_active
FROM stations;
CREATE VIEW door.units WITH (security_invoker = true) AS SELECT
    organization_id, code, name
FROM units;

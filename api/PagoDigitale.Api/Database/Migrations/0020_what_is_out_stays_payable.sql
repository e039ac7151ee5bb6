-- Whether money may go to an account of another organization. That organization's accounts are behind its tenant fence, and
-- this is the one thing a neighbour may know of them: yes or no, for an account it names itself. An organization that is not
-- on this platform is not known here, and neither are its accounts: the node judges them.
CREATE FUNCTION may_credit(beneficiary text, account text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM organizations o WHERE o.organization_id = beneficiary)
        OR EXISTS (SELECT FROM ibans i WHERE i.organization_id = beneficiary AND i.iban = account AND i.is_active)
$$;
REVOKE ALL ON FUNCTION may_credit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION may_credit TO pagodigitale_app;

-- An account put in the place of another on everything unpaid, from a day on.
CREATE TABLE iban_replacements (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    replacement_id    uuid NOT NULL,
    iban              text COLLATE "C" NOT NULL,
    new_iban          text COLLATE "C" NOT NULL,
    first_day         date NOT NULL,
    reason            text NOT NULL,
    state             text NOT NULL,
    -- What was changed; while it is scheduled the counts are read from the notices instead.
    notices_count     bigint NOT NULL DEFAULT 0,
    printed_count     bigint NOT NULL DEFAULT 0,
    not_payable_count bigint NOT NULL DEFAULT 0,
    services_count    bigint NOT NULL DEFAULT 0,
    failure           jsonb,
    created_at        timestamptz NOT NULL,
    completed_at      timestamptz,
    PRIMARY KEY (organization_id, replacement_id),
    FOREIGN KEY (organization_id, iban) REFERENCES ibans,
    FOREIGN KEY (organization_id, new_iban) REFERENCES ibans
);
-- An account is replaced by one other at a time.
CREATE UNIQUE INDEX iban_replacements_open ON iban_replacements (organization_id, iban) WHERE state IN ('scheduled', 'running');
CALL protect_tenant_table('iban_replacements');

-- Which replacement gave the transfer its account, for whoever asks what was changed.
ALTER TABLE transfers ADD COLUMN iban_replacement_id uuid;
CREATE INDEX transfers_replaced ON transfers (organization_id, iban_replacement_id, instalment_id) WHERE iban_replacement_id IS NOT NULL;

-- Which papers are out: a notice that was downloaded, or a flow whose notices were. Tables of their own, so that a download
-- never waits for whoever is changing the position.
CREATE TABLE notice_prints (
    organization_id  text COLLATE "C" NOT NULL REFERENCES organizations,
    instalment_id    uuid NOT NULL,
    first_printed_at timestamptz NOT NULL,
    last_printed_at  timestamptz NOT NULL,
    PRIMARY KEY (organization_id, instalment_id)
);
CALL protect_tenant_table('notice_prints');

CREATE TABLE flow_notice_prints (
    organization_id  text COLLATE "C" NOT NULL REFERENCES organizations,
    flow_id          uuid NOT NULL,
    first_printed_at timestamptz NOT NULL,
    last_printed_at  timestamptz NOT NULL,
    PRIMARY KEY (organization_id, flow_id)
);
CALL protect_tenant_table('flow_notice_prints');

-- What was corrected of the debtor of a position, and what was there before: papers that are out show it.
CREATE TABLE debtor_corrections (
    organization_id text COLLATE "C" NOT NULL,
    position_id     uuid NOT NULL,
    edition         integer NOT NULL,
    corrected_at    timestamptz NOT NULL,
    reason          text NOT NULL,
    -- As it was before.
    debtor_id       uuid NOT NULL,
    type            text NOT NULL,
    fiscal_code     text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    address         jsonb,
    email           text,
    PRIMARY KEY (organization_id, position_id, edition),
    FOREIGN KEY (organization_id, position_id) REFERENCES positions
);
CALL protect_tenant_table('debtor_corrections');

-- Null for the many that were never corrected, so that nobody looks for their corrections.
ALTER TABLE positions ADD COLUMN debtor_corrected_at timestamptz;

-- Debt positions: position → payment options → instalments → transfers → allocations.
CREATE TABLE positions (
    organization_id     text COLLATE "C" NOT NULL REFERENCES organizations,
    position_id         uuid NOT NULL,
    external_id         text COLLATE "C",
    service_code        text COLLATE "C" NOT NULL,
    unit_code           text COLLATE "C",
    description         text NOT NULL,
    debtor_id           uuid NOT NULL,
    -- What the notice and the node must say of the debtor, as it was when the position was written.
    debtor_type         text NOT NULL CHECK (debtor_type IN ('F', 'G')),
    debtor_fiscal_code  text COLLATE "C" NOT NULL,
    debtor_name         text NOT NULL,
    -- Stored for the index, as that of debtors.
    search_name         text COLLATE "C" GENERATED ALWAYS AS (search_text(debtor_name)) STORED,
    debtor_address      jsonb,
    debtor_email        text,
    -- Null for the many that were never corrected, so that nobody looks for their corrections.
    debtor_corrected_at timestamptz,
    valid_from          date,
    -- Whether pagoPA may push it as a request to pay; null where each line says what its service does.
    request_to_pay      text CHECK (request_to_pay IN ('allowed', 'haste-harms', 'exclusive-carrier',
                            'haste-harms-and-exclusive-carrier')),
    flow_id             uuid,
    flow_row_number     integer,
    amount_cents        bigint NOT NULL CHECK (amount_cents > 0),
    paid_cents          bigint NOT NULL DEFAULT 0,
    -- Computed from its instalments (PositionStates).
    state               text NOT NULL CHECK (state IN ('draft', 'published', 'payable', 'partially-paid', 'paid', 'reported',
                            'reconciled', 'expired', 'cancelled')),
    metadata            jsonb,
    version             integer NOT NULL DEFAULT 1,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, position_id),
    UNIQUE (organization_id, external_id),
    FOREIGN KEY (organization_id, service_code) REFERENCES services,
    FOREIGN KEY (organization_id, debtor_id) REFERENCES debtors
);
CREATE INDEX positions_debtor ON positions (organization_id, debtor_fiscal_code, position_id);
CREATE INDEX positions_name ON positions (organization_id, search_name);
CREATE INDEX positions_state ON positions (organization_id, state, position_id);
CREATE INDEX positions_service ON positions (organization_id, service_code, position_id);
CREATE INDEX positions_flow ON positions (organization_id, flow_id, position_id) WHERE flow_id IS NOT NULL;
CALL protect_tenant_table('positions');
-- A fifth of ten million rows would be two million dead ones (specs/how-to/operate.md).
ALTER TABLE positions SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

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
    -- What its payment option says, where it says something else than its position and its service.
    valid_from                date,
    keep_payable_after_due_date boolean,
    -- What is paid, as the payer reads it, where it is not what the position says.
    description               text,
    -- Until when the credit of a payment made after the term makes it one in time; null where that is no matter.
    last_credit_day           date,
    remittance_information    text,
    -- What paGetPayment tells of the payment beside the fields it has for it: a list of key and value.
    metadata                  jsonb,
    state                     text NOT NULL CHECK (state IN ('draft', 'unpaid', 'paid', 'reported', 'reconciled', 'expired',
                                  'cancelled', 'replaced', 'void')),
    -- What it was when a rendicontazione reported it, for the revision that drops it again.
    state_before_report       text CHECK (state_before_report IN ('draft', 'unpaid', 'paid', 'reported', 'reconciled', 'expired',
                                  'cancelled', 'replaced', 'void')),
    payment_in_progress_until timestamptz,
    paid_at                   timestamptz,
    paid_cents                bigint,
    is_paid_outside_node      boolean NOT NULL DEFAULT false,
    receipt_record_id         uuid,
    -- Money has moved for it, and rendicontazioni tell of some of the organization's own transfers only.
    is_settled_in_part        boolean NOT NULL DEFAULT false,
    -- Nothing of it stands on the receivables: cancelled or replaced and not reopened, or void, and money that comes all the same is owed
    -- back; or unpaid, and another payment option of its position is owed until this one is paid.
    is_released               boolean NOT NULL DEFAULT false,
    -- What was missing of a payment and is not owed any more: a person wrote it off. Zero again when the payment is taken back.
    discharged_own_cents      bigint NOT NULL DEFAULT 0 CHECK (discharged_own_cents >= 0),
    discharged_others_cents   bigint NOT NULL DEFAULT 0 CHECK (discharged_others_cents >= 0),
    -- What a notice shows of its instalment (amount, day, description, which of how many) can change after paper is out: how
    -- often it did and when it did last.
    paper_changes             integer NOT NULL DEFAULT 0,
    paper_changed_at          timestamptz,
    PRIMARY KEY (organization_id, instalment_id),
    -- An IUV is never used twice by an organization, whatever becomes of it (SACI, chapter 2).
    UNIQUE (organization_id, notice_number),
    UNIQUE (organization_id, iuv),
    FOREIGN KEY (organization_id, position_id) REFERENCES positions
)
-- Room on each page for the mark of a payment in progress: no index has it, so the row stays where it is and eight indexes do not change.
WITH (fillfactor = 85);
CREATE INDEX instalments_position ON instalments (organization_id, position_id, instalment_index);
CREATE INDEX instalments_state ON instalments (organization_id, state, instalment_id);
-- CASE, because coalesce is not known to be leakproof: under row-level security an index would not serve it.
CREATE INDEX instalments_due_date ON instalments (organization_id,
    (CASE WHEN due_date IS NULL THEN valid_until ELSE due_date END), instalment_id);
CREATE INDEX instalments_valid ON instalments (organization_id, valid_until) WHERE state = 'unpaid';
-- Of payment options that take no late payments, whatever their service does.
CREATE INDEX instalments_strict ON instalments (organization_id, due_date)
    WHERE state = 'unpaid' AND NOT keep_payable_after_due_date;
-- Paid after the term, where it matters when the money came.
CREATE INDEX instalments_late ON instalments (organization_id, paid_at, instalment_id)
    WHERE last_credit_day IS NOT NULL
        AND (paid_at AT TIME ZONE 'Europe/Rome')::date > (CASE WHEN due_date IS NULL THEN valid_until ELSE due_date END);
CREATE INDEX instalments_paid ON instalments (organization_id, paid_at, instalment_id) WHERE paid_at IS NOT NULL;
CALL protect_tenant_table('instalments');
ALTER TABLE instalments SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- Ways of paying of which something is to be said; a position of one without a name has no row.
CREATE TABLE payment_options (
    organization_id text COLLATE "C" NOT NULL,
    position_id     uuid NOT NULL,
    option_index    smallint NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('single', 'instalments', 'down-payment', 'reduced')),
    description     text,
    PRIMARY KEY (organization_id, position_id, option_index),
    FOREIGN KEY (organization_id, position_id) REFERENCES positions
);
CALL protect_tenant_table('payment_options');

-- Who owes a debt beside its debtor, as they were when it was written.
CREATE TABLE co_debtors (
    organization_id text COLLATE "C" NOT NULL,
    position_id     uuid NOT NULL,
    place           smallint NOT NULL,
    debtor_id       uuid NOT NULL,
    type            text NOT NULL CHECK (type IN ('F', 'G')),
    fiscal_code     text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    PRIMARY KEY (organization_id, position_id, place),
    FOREIGN KEY (organization_id, position_id) REFERENCES positions,
    FOREIGN KEY (organization_id, debtor_id) REFERENCES debtors
);
CREATE INDEX co_debtors_fiscal_code ON co_debtors (organization_id, fiscal_code, position_id);
CREATE INDEX co_debtors_debtor ON co_debtors (organization_id, debtor_id);
CALL protect_tenant_table('co_debtors');

-- What lines of a position are paid for beside its own service: each finds it.
CREATE TABLE position_services (
    organization_id text COLLATE "C" NOT NULL,
    service_code    text COLLATE "C" NOT NULL,
    position_id     uuid NOT NULL,
    PRIMARY KEY (organization_id, service_code, position_id),
    FOREIGN KEY (organization_id, service_code) REFERENCES services,
    FOREIGN KEY (organization_id, position_id) REFERENCES positions
);
CREATE INDEX position_services_position ON position_services (organization_id, position_id);
CALL protect_tenant_table('position_services');

CREATE TABLE transfers (
    organization_id        text COLLATE "C" NOT NULL,
    instalment_id          uuid NOT NULL,
    transfer_index         smallint NOT NULL CHECK (transfer_index BETWEEN 1 AND 5),
    beneficiary            text COLLATE "C" NOT NULL,
    amount_cents           bigint NOT NULL CHECK (amount_cents > 0),
    iban                   text COLLATE "C" NOT NULL,
    postal_iban            text COLLATE "C",
    -- Which replacement gave it its account, for whoever asks what was changed.
    iban_replacement_id    uuid,
    taxonomy_code          text NOT NULL,
    remittance_information text NOT NULL,
    -- What the line is paid for, where that is another service than the position's.
    service_code           text COLLATE "C",
    -- As that of instalments, of each transfer.
    metadata               jsonb,
    PRIMARY KEY (organization_id, instalment_id, transfer_index),
    FOREIGN KEY (organization_id, instalment_id) REFERENCES instalments
);
CREATE INDEX transfers_replaced ON transfers (organization_id, iban_replacement_id, instalment_id) WHERE iban_replacement_id IS NOT NULL;
-- To other beneficiaries, by account: that beneficiary may give it up.
CREATE INDEX transfers_of_others ON transfers (organization_id, iban) WHERE beneficiary <> organization_id;
CREATE INDEX transfers_of_others_postal ON transfers (organization_id, postal_iban)
    WHERE beneficiary <> organization_id AND postal_iban IS NOT NULL;
CALL protect_tenant_table('transfers');

CREATE TABLE allocations (
    organization_id  text COLLATE "C" NOT NULL,
    instalment_id    uuid NOT NULL,
    transfer_index   smallint NOT NULL,
    -- The rows of one debtor are the allocations of one position, and a file may have hundreds of thousands.
    allocation_index integer NOT NULL,
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

-- An account put in the place of another on everything unpaid, from a day on.
CREATE TABLE iban_replacements (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    replacement_id    uuid NOT NULL,
    iban              text COLLATE "C" NOT NULL,
    new_iban          text COLLATE "C" NOT NULL,
    first_day         date NOT NULL,
    reason            text NOT NULL,
    state             text NOT NULL CHECK (state IN ('scheduled', 'running', 'completed', 'cancelled', 'failed')),
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

-- What was corrected of the debtor of a position, and what was there before: papers that are out show it.
CREATE TABLE debtor_corrections (
    organization_id text COLLATE "C" NOT NULL,
    position_id     uuid NOT NULL,
    edition         integer NOT NULL,
    corrected_at    timestamptz NOT NULL,
    -- Null: the position was sent again with another debtor, and nobody gave a reason.
    reason          text,
    -- As it was before.
    debtor_id       uuid NOT NULL,
    type            text NOT NULL CHECK (type IN ('F', 'G')),
    fiscal_code     text COLLATE "C" NOT NULL,
    name            text NOT NULL,
    address         jsonb,
    email           text,
    PRIMARY KEY (organization_id, position_id, edition),
    FOREIGN KEY (organization_id, position_id) REFERENCES positions
);
CALL protect_tenant_table('debtor_corrections');

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

CREATE VIEW door.co_debtors WITH (security_invoker = true) AS SELECT
    organization_id, position_id, debtor_id, fiscal_code
FROM co_debtors;
-- What others may read.
CREATE VIEW door.allocations WITH (security_invoker = true) AS SELECT
    organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents
FROM allocations;
CREATE VIEW door.debtor_corrections WITH (security_invoker = true) AS SELECT
    organization_id, position_id
FROM debtor_corrections;
CREATE VIEW door.instalments WITH (security_invoker = true) AS SELECT
    organization_id, instalment_id, position_id, option_index, instalment_index, notice_number, iuv, amount_cents, due_date,
    valid_until, valid_from, keep_payable_after_due_date, description, last_credit_day, remittance_information,
    metadata, state, state_before_report,
    payment_in_progress_until, paid_at, paid_cents, is_paid_outside_node, receipt_record_id, is_settled_in_part, is_released,
    discharged_own_cents, discharged_others_cents, paper_changes
FROM instalments;
CREATE VIEW door.payment_options WITH (security_invoker = true) AS SELECT
    organization_id, position_id, option_index, kind, description
FROM payment_options;
CREATE VIEW door.positions WITH (security_invoker = true) AS SELECT
    organization_id, position_id, external_id, service_code, description, debtor_type, debtor_fiscal_code,
    debtor_name, debtor_address, debtor_email, debtor_corrected_at, valid_from, request_to_pay, flow_id, flow_row_number,
    amount_cents, paid_cents, state, metadata, version, created_at
FROM positions;
CREATE VIEW door.transfers WITH (security_invoker = true) AS SELECT
    organization_id, instalment_id, transfer_index, beneficiary, amount_cents, iban, postal_iban, iban_replacement_id, taxonomy_code,
    remittance_information, service_code, metadata
FROM transfers;
-- Whoever brings money for a debt locks it: the position first, its instalment then.
GRANT UPDATE (position_id) ON door.positions TO pagodigitale_app;
GRANT UPDATE (instalment_id) ON door.instalments TO pagodigitale_app;

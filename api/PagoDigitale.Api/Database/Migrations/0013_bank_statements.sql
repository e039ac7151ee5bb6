-- Bank statements and their movements, and which rendicontazioni the movements paid out. Rows that are not pagoPA are kept and
-- searchable, never matched.
CREATE TABLE bank_statements (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    statement_id      uuid NOT NULL,
    message_id        uuid NOT NULL,
    file_name         text NOT NULL,
    file_sha256       bytea NOT NULL,
    account_iban      text COLLATE "C",
    mapping           jsonb NOT NULL,
    lines_count       integer NOT NULL,
    movements_count   integer NOT NULL,
    duplicates_count  integer NOT NULL DEFAULT 0,
    pago_pa_count     integer NOT NULL,
    rejected_count    integer NOT NULL,
    credits_cents     bigint NOT NULL,
    debits_cents      bigint NOT NULL,
    pago_pa_cents     bigint NOT NULL,
    first_date        date,
    last_date         date,
    -- Each with what to do about it.
    rejected_lines    jsonb NOT NULL DEFAULT '[]',
    -- Which lines another statement had brought already.
    duplicate_lines   jsonb NOT NULL DEFAULT '[]',
    created_at        timestamptz NOT NULL,
    -- Loaded with the wrong columns and taken back: its movements go, the file stays, and may come again.
    withdrawn_at      timestamptz,
    withdrawal_reason text,
    PRIMARY KEY (organization_id, statement_id)
);
CREATE UNIQUE INDEX bank_statements_file ON bank_statements (organization_id, file_sha256) WHERE withdrawn_at IS NULL;
CALL protect_tenant_table('bank_statements');

-- A movement exported again is recognised by day, amount and text (without white space, whatever the case), and by its
-- provvisorio where both have one: banks add it later. Equal lines are told apart by counting them.
CREATE FUNCTION movement_content_key(day date, cents bigint, description text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT md5((day - date '2000-01-01')::text || '|' || cents::text || '|'
        || upper(regexp_replace(description COLLATE "C", '[\s\u00a0\u2007\u202f]', '', 'g') COLLATE "C"))::uuid $$;

CREATE TABLE bank_movements (
    organization_id          text COLLATE "C" NOT NULL,
    movement_id              uuid NOT NULL,
    statement_id             uuid NOT NULL,
    line_number              integer NOT NULL,
    accounting_date          date NOT NULL,
    value_date               date,
    amount_cents             bigint NOT NULL,
    description              text NOT NULL,
    content_key              uuid GENERATED ALWAYS AS (movement_content_key(accounting_date, amount_cents, description)) STORED,
    provvisorio              text COLLATE "C",
    -- The later statement that gave it the provvisorio it lacked.
    provvisorio_statement_id uuid,
    is_pago_pa               boolean NOT NULL,
    reference_kind           text CHECK (reference_kind IN ('flow', 'iuv')),
    reference_value          text COLLATE "C",
    -- In one case. Stored: what is asked through a function that is not leakproof cannot go through an index.
    reference_key            text COLLATE "C" GENERATED ALWAYS AS (upper(reference_value COLLATE "C")) STORED,
    reference_confidence     text CHECK (reference_confidence IN ('exact', 'repaired', 'truncated')),
    state                    text NOT NULL CHECK (state IN ('unmatched', 'matched', 'amount-mismatch', 'regularised', 'ignored',
                                 'reversed')),
    -- The largest of the rendicontazioni that it paid out (movement_links).
    rendicontazione_id       uuid,
    -- The receipt that a single transfer pays out (/RFB/, /RFS/): no rendicontazione announces it.
    receipt_record_id        uuid,
    -- The storno that takes a credit back, and the credit it takes back.
    counterpart_id           uuid,
    -- What a person decided last, and why.
    is_decided               boolean NOT NULL DEFAULT false,
    decision_reason          text,
    decided_at               timestamptz,
    PRIMARY KEY (organization_id, movement_id),
    FOREIGN KEY (organization_id, statement_id) REFERENCES bank_statements
);
CREATE INDEX bank_movements_statement ON bank_movements (organization_id, statement_id, line_number);
CREATE INDEX bank_movements_content ON bank_movements (organization_id, content_key);
CREATE INDEX bank_movements_date ON bank_movements (organization_id, accounting_date);
CREATE INDEX bank_movements_amount ON bank_movements (organization_id, amount_cents, accounting_date, movement_id);
CREATE INDEX bank_movements_provvisorio ON bank_movements (organization_id, provvisorio) WHERE provvisorio IS NOT NULL;
CREATE INDEX bank_movements_provvisorio_statement ON bank_movements (organization_id, provvisorio_statement_id)
    WHERE provvisorio_statement_id IS NOT NULL;
CREATE INDEX bank_movements_pago_pa ON bank_movements (organization_id, is_pago_pa, accounting_date, movement_id);
CREATE INDEX bank_movements_reference ON bank_movements (organization_id, reference_value) WHERE reference_value IS NOT NULL;
CREATE INDEX bank_movements_reference_key ON bank_movements (organization_id, reference_key) WHERE reference_key IS NOT NULL;
CREATE INDEX bank_movements_state ON bank_movements (organization_id, state, accounting_date, movement_id);
CREATE INDEX bank_movements_open ON bank_movements (organization_id, state) WHERE is_pago_pa;
CREATE INDEX bank_movements_debits ON bank_movements (organization_id, reference_value)
    WHERE amount_cents < 0 AND state = 'unmatched' AND reference_value IS NOT NULL;
CREATE INDEX bank_movements_rendicontazione ON bank_movements (organization_id, rendicontazione_id) WHERE rendicontazione_id IS NOT NULL;
CREATE INDEX bank_movements_receipt ON bank_movements (organization_id, receipt_record_id) WHERE receipt_record_id IS NOT NULL;
-- Debits that take back a part of a credit name it while both stay linked to the flow.
CREATE INDEX bank_movements_counterpart ON bank_movements (organization_id, counterpart_id) WHERE counterpart_id IS NOT NULL;
CALL protect_tenant_table('bank_movements');

-- Which movements paid out which rendicontazioni: many to one and one to many. The columns rendicontazione_id of movements and
-- movement_id of rendicontazioni keep the largest of them.
CREATE TABLE movement_links (
    organization_id    text COLLATE "C" NOT NULL,
    movement_id        uuid NOT NULL,
    rendicontazione_id uuid NOT NULL,
    -- What of the movement belongs to the rendicontazione, with the movement's sign; the links of a movement add up to it.
    amount_cents       bigint NOT NULL CHECK (amount_cents <> 0),
    -- By a person: no run changes it.
    is_decided         boolean NOT NULL DEFAULT false,
    linked_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, movement_id, rendicontazione_id),
    FOREIGN KEY (organization_id, movement_id) REFERENCES bank_movements,
    FOREIGN KEY (organization_id, rendicontazione_id) REFERENCES rendicontazioni DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX movement_links_rendicontazione ON movement_links (organization_id, rendicontazione_id);
CALL protect_tenant_table('movement_links');

-- What a person said a movement is not: no run makes the pair again. The target is flow and PSP, a receipt, or a movement.
CREATE TABLE movement_refusals (
    organization_id text COLLATE "C" NOT NULL,
    movement_id     uuid NOT NULL,
    target          text COLLATE "C" NOT NULL,
    reason          text NOT NULL,
    refused_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, movement_id, target),
    FOREIGN KEY (organization_id, movement_id) REFERENCES bank_movements
);
CALL protect_tenant_table('movement_refusals');

-- What a movement may pay out, for a person to decide; written anew by every run.
CREATE TABLE movement_proposals (
    organization_id    text COLLATE "C" NOT NULL,
    movement_id        uuid NOT NULL,
    rendicontazione_id uuid NOT NULL,
    score              smallint NOT NULL CHECK (score BETWEEN 1 AND 99),
    -- Messages: the names of their wordings and their values.
    evidence           jsonb NOT NULL,
    PRIMARY KEY (organization_id, movement_id, rendicontazione_id),
    FOREIGN KEY (organization_id, movement_id) REFERENCES bank_movements,
    FOREIGN KEY (organization_id, rendicontazione_id) REFERENCES rendicontazioni
);
CREATE INDEX movement_proposals_score ON movement_proposals (organization_id, score DESC, movement_id, rendicontazione_id);
-- What a flow still waits for may be a credit that somebody has to decide: looked up for each flow of a run.
CREATE INDEX movement_proposals_flow ON movement_proposals (organization_id, rendicontazione_id);
CALL protect_tenant_table('movement_proposals');

-- What others may read.
CREATE VIEW door.bank_movements WITH (security_invoker = true) AS SELECT
    organization_id, movement_id, statement_id, line_number, accounting_date, amount_cents, description, provvisorio,
    provvisorio_statement_id, is_pago_pa, reference_kind, reference_value, reference_key, reference_confidence, state,
    rendicontazione_id, receipt_record_id, counterpart_id, is_decided
FROM bank_movements;
CREATE VIEW door.bank_statements WITH (security_invoker = true) AS SELECT
    organization_id, statement_id
FROM bank_statements;
CREATE VIEW door.movement_links WITH (security_invoker = true) AS SELECT
    organization_id, movement_id, rendicontazione_id, amount_cents, is_decided, linked_at
FROM movement_links;
CREATE VIEW door.movement_proposals WITH (security_invoker = true) AS SELECT
    organization_id, movement_id, rendicontazione_id
FROM movement_proposals;
CREATE VIEW door.movement_refusals WITH (security_invoker = true) AS SELECT
    organization_id, movement_id, target
FROM movement_refusals;

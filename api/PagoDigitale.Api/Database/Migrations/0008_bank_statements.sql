-- Bank statements and their movements. Rows that are not pagoPA are kept and searchable, never matched.
CREATE TABLE bank_statements (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    statement_id    uuid NOT NULL,
    message_id      uuid NOT NULL,
    file_name       text NOT NULL,
    file_sha256     bytea NOT NULL,
    account_iban    text COLLATE "C",
    mapping         jsonb NOT NULL,
    lines_count     integer NOT NULL,
    movements_count integer NOT NULL,
    duplicates_count integer NOT NULL DEFAULT 0,
    pago_pa_count   integer NOT NULL,
    rejected_count  integer NOT NULL,
    credits_cents   bigint NOT NULL,
    debits_cents    bigint NOT NULL,
    pago_pa_cents   bigint NOT NULL,
    first_date      date,
    last_date       date,
    rejected_lines  jsonb NOT NULL DEFAULT '[]',
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, statement_id),
    UNIQUE (organization_id, file_sha256)
);
CALL protect_tenant_table('bank_statements');

CREATE TABLE bank_movements (
    organization_id      text COLLATE "C" NOT NULL,
    movement_id          uuid NOT NULL,
    statement_id         uuid NOT NULL,
    line_number          integer NOT NULL,
    accounting_date      date NOT NULL,
    value_date           date,
    amount_cents         bigint NOT NULL,
    description          text NOT NULL,
    provvisorio          text COLLATE "C",
    is_pago_pa           boolean NOT NULL,
    reference_kind       text,
    reference_value      text COLLATE "C",
    reference_confidence text,
    state                text NOT NULL,
    rendicontazione_id   uuid,
    -- The receipt that a single transfer pays out (/RFB/, /RFS/): no rendicontazione announces it.
    receipt_record_id    uuid,
    -- Date, amount, text, provvisorio and ordinal among equals: overlapping statements bring the same movement again.
    fingerprint          bytea NOT NULL,
    PRIMARY KEY (organization_id, movement_id),
    UNIQUE (organization_id, fingerprint),
    FOREIGN KEY (organization_id, statement_id) REFERENCES bank_statements
);
CREATE INDEX bank_movements_statement ON bank_movements (organization_id, statement_id, line_number);
CREATE INDEX bank_movements_date ON bank_movements (organization_id, accounting_date);
CREATE INDEX bank_movements_reference ON bank_movements (organization_id, reference_value) WHERE reference_value IS NOT NULL;
CREATE INDEX bank_movements_amount ON bank_movements (organization_id, amount_cents);
CREATE INDEX bank_movements_receipt ON bank_movements (organization_id, receipt_record_id) WHERE receipt_record_id IS NOT NULL;
CREATE INDEX bank_movements_open ON bank_movements (organization_id, state) WHERE is_pago_pa;
CREATE INDEX bank_movements_provvisorio ON bank_movements (organization_id, provvisorio) WHERE provvisorio IS NOT NULL;
CALL protect_tenant_table('bank_movements');

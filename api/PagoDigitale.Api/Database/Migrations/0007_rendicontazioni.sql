-- Rendicontazioni (FdR): what a PSP says it transferred. Every revision is kept; the older becomes superseded.
CREATE TABLE rendicontazioni (
    organization_id       text COLLATE "C" NOT NULL REFERENCES organizations,
    rendicontazione_id    uuid NOT NULL,
    -- Up to 35 characters by the rules, longer ones have been published: kept as they come.
    flow_id               text COLLATE "C" NOT NULL,
    revision              integer NOT NULL,
    flow_date_time        timestamptz NOT NULL,
    regulation_id         text COLLATE "C" NOT NULL,
    regulation_date       date NOT NULL,
    psp_id                text COLLATE "C" NOT NULL,
    psp_name              text,
    bic                   text,
    payments_count        integer NOT NULL,
    total_amount_cents    bigint NOT NULL,
    computed_count        integer NOT NULL,
    computed_amount_cents bigint NOT NULL,
    state                 text NOT NULL,
    anomalies             jsonb NOT NULL DEFAULT '[]',
    superseded_by         uuid,
    movement_id           uuid,
    is_accounted          boolean NOT NULL DEFAULT false,
    message_id            uuid NOT NULL,
    received_at           timestamptz NOT NULL,
    PRIMARY KEY (organization_id, rendicontazione_id),
    UNIQUE (organization_id, flow_id, psp_id, flow_date_time)
);
CREATE UNIQUE INDEX rendicontazioni_revision ON rendicontazioni (organization_id, flow_id, psp_id, revision);
CREATE INDEX rendicontazioni_regulation ON rendicontazioni (organization_id, regulation_date);
CREATE INDEX rendicontazioni_trn ON rendicontazioni (organization_id, regulation_id);
CALL protect_tenant_table('rendicontazioni');

CREATE TABLE rendicontazione_rows (
    organization_id    text COLLATE "C" NOT NULL,
    rendicontazione_id uuid NOT NULL,
    row_index          integer NOT NULL,
    iuv                text COLLATE "C" NOT NULL,
    receipt_id         text COLLATE "C" NOT NULL,
    transfer_index     smallint NOT NULL DEFAULT 1,
    amount_cents       bigint NOT NULL,
    outcome_code       smallint NOT NULL,
    payment_date       date NOT NULL,
    instalment_id      uuid,
    receipt_record_id  uuid,
    PRIMARY KEY (organization_id, rendicontazione_id, row_index),
    FOREIGN KEY (organization_id, rendicontazione_id) REFERENCES rendicontazioni
);
CREATE INDEX rendicontazione_rows_iuv ON rendicontazione_rows (organization_id, iuv);
CREATE INDEX rendicontazione_rows_receipt ON rendicontazione_rows (organization_id, receipt_id);
CREATE INDEX rendicontazione_rows_instalment ON rendicontazione_rows (organization_id, instalment_id) WHERE instalment_id IS NOT NULL;
CREATE INDEX rendicontazione_rows_date ON rendicontazione_rows (organization_id, payment_date);
CALL protect_tenant_table('rendicontazione_rows');

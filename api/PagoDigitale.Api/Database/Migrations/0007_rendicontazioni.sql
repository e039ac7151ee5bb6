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
-- The current revision of every flow, and what still waits for its transfer.
CREATE INDEX rendicontazioni_open ON rendicontazioni (organization_id, flow_id) WHERE state <> 'superseded' AND NOT is_accounted;
CREATE INDEX rendicontazioni_movement ON rendicontazioni (organization_id, movement_id) WHERE movement_id IS NOT NULL;
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
    -- Absent in old flows.
    transfer_index     smallint,
    -- Signed by what it does to the total: a revoked payment that the PSP subtracted is negative.
    amount_cents       bigint NOT NULL,
    -- 99 stands for a code that is not a number of two digits.
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
-- What late receipts and positions may still explain.
CREATE INDEX rendicontazione_rows_unlinked ON rendicontazione_rows (organization_id, rendicontazione_id)
    WHERE instalment_id IS NULL OR receipt_record_id IS NULL;
CREATE INDEX rendicontazione_rows_date ON rendicontazione_rows (organization_id, payment_date);
CALL protect_tenant_table('rendicontazione_rows');

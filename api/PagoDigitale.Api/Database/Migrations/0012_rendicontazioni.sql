-- Rendicontazioni (FdR): what a PSP says it transferred. Every revision is kept; the older becomes superseded. What is received only, or in
-- quarantine, has no rows and does not count: others do not see it.
CREATE TABLE rendicontazioni (
    organization_id       text COLLATE "C" NOT NULL REFERENCES organizations,
    rendicontazione_id    uuid NOT NULL,
    -- Up to 35 characters by the rules, longer ones have been published: kept as they come.
    flusso_id               text COLLATE "C" NOT NULL,
    -- A movement names a flow in whatever case. Stored: a function that is not leakproof cannot go through an index.
    flusso_key              text COLLATE "C" GENERATED ALWAYS AS (upper(flusso_id COLLATE "C")) STORED,
    -- It begins with a date and has no white space: texts that name it are recognised by that. Those of other forms are few, and each
    -- is looked for in every text.
    is_usual              boolean GENERATED ALWAYS AS (
                              flusso_id ~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])[^[:space:]]+$') STORED,
    psp_id                text COLLATE "C" NOT NULL,
    psp_name              text,
    flusso_date_time        timestamptz NOT NULL,
    revision              integer NOT NULL,
    regulation_id         text COLLATE "C" NOT NULL,
    regulation_date       date NOT NULL,
    bic                   text,
    payments_count        integer NOT NULL,
    total_amount_cents    bigint NOT NULL,
    computed_count        integer NOT NULL,
    computed_amount_cents bigint NOT NULL,
    state                 text NOT NULL CHECK (state IN ('received', 'parsed', 'matched', 'anomalous', 'quarantined', 'superseded')),
    anomalies             jsonb NOT NULL DEFAULT '[]',
    superseded_by         uuid,
    -- The largest of the movements that paid it out (movement_links).
    movement_id           uuid,
    is_accounted          boolean NOT NULL DEFAULT false,
    message_id            uuid NOT NULL,
    received_at           timestamptz NOT NULL,
    PRIMARY KEY (organization_id, rendicontazione_id)
);
CREATE UNIQUE INDEX rendicontazioni_revision ON rendicontazioni (organization_id, flusso_id, psp_id, revision);
-- A PSP may publish two files of one flow with the same date. The second may take the place of the first; only one is current.
CREATE INDEX rendicontazioni_date_time ON rendicontazioni (organization_id, flusso_id, psp_id, flusso_date_time);
CREATE UNIQUE INDEX rendicontazioni_current ON rendicontazioni (organization_id, flusso_id, psp_id)
    WHERE state NOT IN ('received', 'quarantined', 'superseded');
CREATE INDEX rendicontazioni_flusso_key ON rendicontazioni (organization_id, flusso_key);
CREATE INDEX rendicontazioni_unusual ON rendicontazioni (organization_id, rendicontazione_id) WHERE NOT is_usual;
CREATE INDEX rendicontazioni_state ON rendicontazioni (organization_id, state, rendicontazione_id);
CREATE INDEX rendicontazioni_accounted ON rendicontazioni (organization_id, is_accounted, rendicontazione_id);
CREATE INDEX rendicontazioni_movement ON rendicontazioni (organization_id, movement_id) WHERE movement_id IS NOT NULL;
-- The file in quarantine is known by its message.
CREATE INDEX rendicontazioni_message ON rendicontazioni (organization_id, message_id);
CREATE INDEX rendicontazioni_regulation ON rendicontazioni (organization_id, regulation_date, rendicontazione_id);
CALL protect_tenant_table('rendicontazioni');

CREATE TABLE rendicontazione_rows (
    organization_id    text COLLATE "C" NOT NULL,
    rendicontazione_id uuid NOT NULL,
    row_index          integer NOT NULL,
    iuv                text COLLATE "C" NOT NULL,
    iur         text COLLATE "C" NOT NULL,
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
CREATE INDEX rendicontazione_rows_receipt ON rendicontazione_rows (organization_id, iur);
CREATE INDEX rendicontazione_rows_date ON rendicontazione_rows (organization_id, payment_date);
CREATE INDEX rendicontazione_rows_instalment ON rendicontazione_rows (organization_id, instalment_id) WHERE instalment_id IS NOT NULL;
CREATE INDEX rendicontazione_rows_receipt_record ON rendicontazione_rows (organization_id, receipt_record_id)
    WHERE receipt_record_id IS NOT NULL;
-- What late receipts and positions may still explain.
CREATE INDEX rendicontazione_rows_unlinked ON rendicontazione_rows (organization_id, rendicontazione_id)
    WHERE instalment_id IS NULL OR receipt_record_id IS NULL;
-- When debts are issued, rows that were told of them before are looked for by their IUV (EarlierReportsWriter): all rows of the
-- organization were read for each flow of debts.
CREATE INDEX rendicontazione_rows_without_debt ON rendicontazione_rows (organization_id, iuv) WHERE instalment_id IS NULL;
-- Rows that tell of a debt as paid and have no receipt: they are settled when nobody waits for it any more, whatever their outcome,
-- and until then the collection summary tells what they would settle. Nearly every row has its receipt, so the index is small.
CREATE INDEX rendicontazione_rows_awaited ON rendicontazione_rows (organization_id, instalment_id)
    WHERE receipt_record_id IS NULL AND instalment_id IS NOT NULL AND amount_cents > 0 AND outcome_code <> 3;
-- Revocations are few among the rows, and asked for at every flow and every receipt.
CREATE INDEX rendicontazione_rows_revoked ON rendicontazione_rows (organization_id, iur) WHERE outcome_code = 3;
CALL protect_tenant_table('rendicontazione_rows');
ALTER TABLE rendicontazione_rows SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

-- What others may read.
CREATE VIEW door.rendicontazione_rows WITH (security_invoker = true) AS SELECT
    organization_id, rendicontazione_id, row_index, iuv, iur, transfer_index, amount_cents, outcome_code, payment_date,
    instalment_id, receipt_record_id
FROM rendicontazione_rows;
CREATE VIEW door.rendicontazioni WITH (security_invoker = true) AS SELECT
    organization_id, rendicontazione_id, flusso_id, flusso_key, is_usual, psp_id, psp_name, flusso_date_time, revision, regulation_id,
    regulation_date,
    payments_count, total_amount_cents, computed_count, computed_amount_cents, state, anomalies, movement_id, is_accounted, message_id,
    received_at
FROM rendicontazioni WHERE state NOT IN ('received', 'quarantined');

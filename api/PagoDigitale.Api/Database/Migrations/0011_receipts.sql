-- Receipts (RT). A receipt is taken whatever the state of the position: the money has moved.
CREATE TABLE receipts (
    organization_id      text COLLATE "C" NOT NULL REFERENCES organizations,
    receipt_record_id    uuid NOT NULL,
    iur           text COLLATE "C" NOT NULL,
    notice_number        text COLLATE "C" NOT NULL,
    iuv                  text COLLATE "C" NOT NULL,
    primary_organization text COLLATE "C" NOT NULL,
    -- Of the node's receipt; or what tells of the money where there is none (ReceiptVersion).
    version              text NOT NULL CHECK (version IN ('v1', 'v2', 'outside', 'reported', 'assigned')),
    origin               text NOT NULL DEFAULT 'node' CHECK (origin IN ('node', 'upload', 'recovered', 'declaration')),
    amount_cents         bigint NOT NULL,
    fee_cents            bigint,
    paid_at              timestamptz NOT NULL,
    application_date     date,
    transfer_date        date,
    psp_id               text NOT NULL,
    psp_fiscal_code      text,
    psp_name             text NOT NULL,
    -- Id and fiscal code of the PSP, between which who asks need not choose. Stored for the index.
    psp_key              text COLLATE "C" GENERATED ALWAYS AS (psp_id || E'\n' || coalesce(psp_fiscal_code, '')) STORED,
    channel              text,
    payment_method       text,
    -- Of a payment outside the node: the reason, and the reference beside it.
    payment_note         text,
    payment_reference    text,
    debtor_type          text CHECK (debtor_type IN ('F', 'G')),
    debtor_fiscal_code   text COLLATE "C" NOT NULL,
    debtor_name          text NOT NULL,
    payer_type           text CHECK (payer_type IN ('F', 'G')),
    payer_fiscal_code    text COLLATE "C",
    payer_name           text,
    description          text NOT NULL,
    -- What the receipt says beside its transfers.
    metadata             jsonb,
    is_stand_in          boolean NOT NULL DEFAULT false,
    classification       text NOT NULL CHECK (classification IN ('regular', 'duplicate-payment', 'unknown-notice', 'amount-mismatch',
                             'state-mismatch', 'outside-node', 'withdrawn')),
    -- What is odd about one that was taken all the same.
    anomalies            jsonb NOT NULL DEFAULT '[]',
    position_id          uuid,
    instalment_id        uuid,
    -- What of it was given back or assigned before it paid its position: it settles nothing of it.
    withheld_cents       bigint NOT NULL DEFAULT 0 CHECK (withheld_cents >= 0),
    -- A second payment of which nothing is owed back any more.
    is_credit_used       boolean NOT NULL DEFAULT false,
    -- A payment that its PSP took back (outcome 3): it counts no more, neither as paid nor as owed back.
    revoked_at           timestamptz,
    -- A declared payment that was taken back.
    withdrawn_at         timestamptz,
    withdrawal_reason    text,
    message_id           uuid,
    received_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, receipt_record_id),
    -- The node repeats a receipt it got no answer for, also concurrently: the database decides who was first.
    UNIQUE (organization_id, iur)
);
CREATE INDEX receipts_iuv ON receipts (organization_id, iuv);
CREATE INDEX receipts_notice ON receipts (organization_id, notice_number);
CREATE INDEX receipts_paid ON receipts (organization_id, paid_at, receipt_record_id);
CREATE INDEX receipts_psp ON receipts (organization_id, psp_key, receipt_record_id);
CREATE INDEX receipts_debtor ON receipts (organization_id, debtor_fiscal_code);
CREATE INDEX receipts_instalment ON receipts (organization_id, instalment_id) WHERE instalment_id IS NOT NULL;
CREATE INDEX receipts_odd ON receipts (organization_id, classification, receipt_record_id) WHERE classification <> 'regular';
-- Our share of others' notices.
CREATE INDEX receipts_of_others ON receipts (organization_id, receipt_record_id)
    WHERE classification = 'regular' AND instalment_id IS NULL;
CREATE INDEX receipts_outside ON receipts (organization_id, receipt_record_id) WHERE version = 'outside';
-- Payments that rendicontazioni alone prove: few.
CREATE INDEX receipts_of_rows ON receipts (organization_id, receipt_record_id) WHERE version = 'reported';
CREATE INDEX receipts_uploaded ON receipts (organization_id, receipt_record_id) WHERE origin = 'upload';
CREATE INDEX receipts_recovered ON receipts (organization_id, receipt_record_id) WHERE origin = 'recovered';
CALL protect_tenant_table('receipts');
ALTER TABLE receipts SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE TABLE receipt_transfers (
    organization_id        text COLLATE "C" NOT NULL,
    receipt_record_id      uuid NOT NULL,
    transfer_index         smallint NOT NULL,
    beneficiary            text COLLATE "C" NOT NULL,
    amount_cents           bigint NOT NULL,
    iban                   text COLLATE "C",
    taxonomy_code          text NOT NULL,
    remittance_information text NOT NULL,
    metadata               jsonb,
    PRIMARY KEY (organization_id, receipt_record_id, transfer_index),
    FOREIGN KEY (organization_id, receipt_record_id) REFERENCES receipts
);
CALL protect_tenant_table('receipt_transfers');

-- A second payment leaves the payer's credits: assigned to another position, or given back. What was given back beyond what is owed
-- back is asked for with a notice of its own (claimed).
CREATE TABLE payer_credit_uses (
    organization_id   text COLLATE "C" NOT NULL,
    use_id            uuid NOT NULL,
    receipt_record_id uuid NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('assigned', 'refunded', 'claimed')),
    amount_cents      bigint NOT NULL CHECK (amount_cents > 0),
    -- The instalment that the amount was assigned to, and the receipt that its payment has.
    instalment_id     uuid,
    assigned_receipt  uuid,
    refunded_on       date,
    reason            text NOT NULL,
    created_at        timestamptz NOT NULL,
    -- Taken back: the refund was none, or came back. It stays, and counts no more.
    withdrawn_at      timestamptz,
    withdrawal_reason text,
    PRIMARY KEY (organization_id, use_id),
    FOREIGN KEY (organization_id, receipt_record_id) REFERENCES receipts
);
CREATE INDEX payer_credit_uses_receipt ON payer_credit_uses (organization_id, receipt_record_id);
CALL protect_tenant_table('payer_credit_uses');

-- What others may read.
CREATE VIEW door.payer_credit_uses WITH (security_invoker = true) AS SELECT
    organization_id, use_id, receipt_record_id, kind, amount_cents, instalment_id, reason, withdrawn_at
FROM payer_credit_uses;
CREATE VIEW door.receipt_transfers WITH (security_invoker = true) AS SELECT
    organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents
FROM receipt_transfers;
CREATE VIEW door.receipts WITH (security_invoker = true) AS SELECT
    organization_id, receipt_record_id, iur, notice_number, iuv, primary_organization, version, amount_cents, paid_at, psp_id,
    psp_name,
    debtor_fiscal_code, debtor_name, classification, anomalies, position_id, instalment_id, withheld_cents, is_credit_used, revoked_at,
    withdrawn_at
FROM receipts;

-- Receipts (RT). A receipt is taken whatever the state of the position: the money has moved.
CREATE TABLE receipts (
    organization_id      text COLLATE "C" NOT NULL REFERENCES organizations,
    receipt_record_id    uuid NOT NULL,
    receipt_id           text COLLATE "C" NOT NULL,
    notice_number        text COLLATE "C" NOT NULL,
    iuv                  text COLLATE "C" NOT NULL,
    primary_organization text COLLATE "C" NOT NULL,
    version              text NOT NULL CHECK (version IN ('v1', 'v2', 'outside')),
    amount_cents         bigint NOT NULL,
    fee_cents            bigint,
    paid_at              timestamptz NOT NULL,
    application_date     date,
    transfer_date        date,
    psp_id               text NOT NULL,
    psp_fiscal_code      text,
    psp_name             text NOT NULL,
    channel              text,
    payment_method       text,
    payment_note         text,
    debtor_type          text CHECK (debtor_type IN ('F', 'G')),
    debtor_fiscal_code   text COLLATE "C" NOT NULL,
    debtor_name          text NOT NULL,
    payer_type           text CHECK (payer_type IN ('F', 'G')),
    payer_fiscal_code    text COLLATE "C",
    payer_name           text,
    description          text NOT NULL,
    is_stand_in          boolean NOT NULL DEFAULT false,
    classification       text NOT NULL,
    position_id          uuid,
    instalment_id        uuid,
    message_id           uuid,
    received_at          timestamptz NOT NULL,
    PRIMARY KEY (organization_id, receipt_record_id),
    -- The node repeats a receipt it got no answer for, also concurrently: the database decides who was first.
    UNIQUE (organization_id, receipt_id)
);
CREATE INDEX receipts_iuv ON receipts (organization_id, iuv);
CREATE INDEX receipts_paid ON receipts (organization_id, paid_at);
CREATE INDEX receipts_debtor ON receipts (organization_id, debtor_fiscal_code);
CREATE INDEX receipts_instalment ON receipts (organization_id, instalment_id) WHERE instalment_id IS NOT NULL;
CALL protect_tenant_table('receipts');

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

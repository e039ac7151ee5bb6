-- Payments that a rendicontazione tells of and whose receipt has not come, or came late. One row for a payment (IUR and IUV), however many
-- shares of it were reported: its receipt is asked for once.
CREATE TABLE missing_receipts (
    organization_id    text COLLATE "C" NOT NULL REFERENCES organizations,
    missing_receipt_id uuid NOT NULL,
    iur                text COLLATE "C" NOT NULL,
    iuv                text COLLATE "C" NOT NULL,
    psp_id             text COLLATE "C" NOT NULL,
    outcome_code       smallint NOT NULL,
    amount_cents       bigint NOT NULL,
    paid_on            date NOT NULL,
    told_at            timestamptz NOT NULL,
    state              text COLLATE "C" NOT NULL CHECK (state IN ('missing', 'received', 'refused', 'given-up', 'withdrawn')),
    attempts           integer NOT NULL DEFAULT 0,
    failure            jsonb,
    -- Null where it is not asked for by itself: settled, or too old when it was told of.
    next_attempt_at    timestamptz,
    -- When somebody last wanted it to be asked for; null when it was.
    requested_at       timestamptz,
    receipt_record_id  uuid,
    settled_at         timestamptz,
    PRIMARY KEY (organization_id, missing_receipt_id),
    UNIQUE (organization_id, iur, iuv)
);
CREATE INDEX missing_receipts_state ON missing_receipts (organization_id, state, missing_receipt_id);
CREATE INDEX missing_receipts_psp ON missing_receipts (organization_id, psp_id, missing_receipt_id);
CREATE INDEX missing_receipts_paid ON missing_receipts (organization_id, paid_on, missing_receipt_id);
CREATE INDEX missing_receipts_iuv ON missing_receipts (organization_id, iuv);
-- What is asked for: what somebody wants first, then who waits longest.
CREATE INDEX missing_receipts_waiting ON missing_receipts (organization_id, requested_at, next_attempt_at, missing_receipt_id)
    WHERE next_attempt_at IS NOT NULL;
CREATE INDEX missing_receipts_due ON missing_receipts (organization_id, next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CALL protect_tenant_table('missing_receipts');

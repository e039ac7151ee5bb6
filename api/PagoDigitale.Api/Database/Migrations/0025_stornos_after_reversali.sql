-- What stornos took back of the money that a reversale had booked: the credit is unlinked then, or the debit is put beside it
-- where a part was taken back, and which reversale it had stood for could not be told any more.
CREATE TABLE reversale_stornos (
    organization_id text COLLATE "C" NOT NULL,
    reversale_id    uuid NOT NULL,
    debit_id        uuid NOT NULL,
    credit_id       uuid NOT NULL,
    amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
    PRIMARY KEY (organization_id, reversale_id, debit_id),
    FOREIGN KEY (organization_id, reversale_id) REFERENCES reversali,
    FOREIGN KEY (organization_id, debit_id) REFERENCES bank_movements,
    FOREIGN KEY (organization_id, credit_id) REFERENCES bank_movements
);
CREATE INDEX reversale_stornos_credit ON reversale_stornos (organization_id, credit_id);
CREATE INDEX reversale_stornos_debit ON reversale_stornos (organization_id, debit_id);
CALL protect_tenant_table('reversale_stornos');

-- Stornos before: the credit that a reversale names has been taken back.
INSERT INTO reversale_stornos (organization_id, reversale_id, debit_id, credit_id, amount_cents)
SELECT v.organization_id, v.reversale_id, m.counterpart_id, m.movement_id, least(m.amount_cents, v.amount_cents)
FROM reversali v
JOIN bank_movements m ON m.organization_id = v.organization_id AND m.movement_id = v.movement_id
WHERE v.annulled_at IS NULL AND m.state = 'reversed' AND m.counterpart_id IS NOT NULL AND m.amount_cents > 0 AND v.amount_cents > 0;

-- Debits that take back a part of a credit name it while both stay linked to the flow.
CREATE INDEX bank_movements_counterpart ON bank_movements (organization_id, counterpart_id) WHERE counterpart_id IS NOT NULL;

-- Payments in stand-in without request whose receipt has not come: looked for by the clock.
CREATE INDEX rendicontazione_rows_stand_in ON rendicontazione_rows (organization_id, payment_date) WHERE outcome_code = 8 AND receipt_record_id IS NULL;

-- Transfers to other beneficiaries, by account: that beneficiary may give it up.
CREATE INDEX transfers_of_others ON transfers (organization_id, iban) WHERE beneficiary <> organization_id;
CREATE INDEX transfers_of_others_postal ON transfers (organization_id, postal_iban) WHERE beneficiary <> organization_id AND postal_iban IS NOT NULL;

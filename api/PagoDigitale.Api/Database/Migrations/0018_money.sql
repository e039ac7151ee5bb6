-- What each reversale booked, payment by payment and allocation by allocation: what is booked already is asked here, whatever
-- revision of whatever flow tells of the payment now. A revoked payment is negative.
CREATE TABLE reversale_payments (
    organization_id  text COLLATE "C" NOT NULL,
    reversale_id     uuid NOT NULL,
    row_index        integer NOT NULL,
    instalment_id    uuid NOT NULL,
    transfer_index   smallint NOT NULL,
    allocation_index smallint NOT NULL,
    accertamento_id  uuid NOT NULL,
    amount_cents     bigint NOT NULL CHECK (amount_cents <> 0),
    PRIMARY KEY (organization_id, reversale_id, row_index, transfer_index, allocation_index),
    FOREIGN KEY (organization_id, reversale_id) REFERENCES reversali
);
CREATE INDEX reversale_payments_instalment ON reversale_payments (organization_id, instalment_id);
CALL protect_tenant_table('reversale_payments');

-- Reversali issued before: each row of the flow they were issued on fills the allocations of its transfer, on the accertamenti
-- that the reversale has.
INSERT INTO reversale_payments (organization_id, reversale_id, row_index, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
SELECT organization_id, reversale_id, row_index, instalment_id, transfer_index, allocation_index, accertamento_id, cents
FROM (
    SELECT v.organization_id, v.reversale_id, w.row_index, a.instalment_id, a.transfer_index, a.allocation_index, a.accertamento_id, sign(w.amount_cents)::bigint
        * least(a.amount_cents, greatest(0, abs(w.amount_cents) - (sum(a.amount_cents) OVER (
            PARTITION BY v.organization_id, v.reversale_id, w.row_index ORDER BY a.transfer_index, a.allocation_index) - a.amount_cents)))::bigint AS cents
    FROM reversali v
    JOIN rendicontazione_rows w ON w.organization_id = v.organization_id AND w.rendicontazione_id = v.rendicontazione_id
    JOIN instalments i ON i.organization_id = w.organization_id AND i.instalment_id = w.instalment_id AND NOT i.is_paid_outside_node AND NOT i.is_released
    JOIN allocations a ON a.organization_id = w.organization_id AND a.instalment_id = w.instalment_id AND (w.transfer_index IS NULL OR a.transfer_index = w.transfer_index)
    JOIN transfers t ON t.organization_id = a.organization_id AND t.instalment_id = a.instalment_id AND t.transfer_index = a.transfer_index AND t.beneficiary = a.organization_id
    WHERE NOT EXISTS (SELECT FROM receipts c
        WHERE c.organization_id = w.organization_id AND c.receipt_record_id = w.receipt_record_id AND c.classification = 'duplicate-payment')) shares
WHERE cents <> 0 AND EXISTS (SELECT FROM reversale_allocations l
    WHERE l.organization_id = shares.organization_id AND l.reversale_id = shares.reversale_id AND l.accertamento_id = shares.accertamento_id);

-- A reversale that was annulled keeps its number and books nothing: its transfer can be booked anew.
ALTER TABLE reversali ADD COLUMN executed_on date, ADD COLUMN annulled_at timestamptz, ADD COLUMN annulment_reason text;
ALTER TABLE reversali DROP CONSTRAINT reversali_organization_id_rendicontazione_id_key;
CREATE UNIQUE INDEX reversali_transfer ON reversali (organization_id, rendicontazione_id) WHERE annulled_at IS NULL;

-- A receipt of its own kind for money that only a rendicontazione tells of.
ALTER TABLE receipts DROP CONSTRAINT receipts_version_check;
ALTER TABLE receipts ADD CONSTRAINT receipts_version_check CHECK (version IN ('v1', 'v2', 'outside', 'reported'));

-- Money has moved for an instalment, and rendicontazioni tell of some of the organization's own transfers only.
ALTER TABLE instalments ADD COLUMN is_settled_in_part boolean NOT NULL DEFAULT false;

-- A second payment leaves the payer's credits: assigned to another position, or given back.
CREATE TABLE payer_credit_uses (
    organization_id   text COLLATE "C" NOT NULL,
    use_id            uuid NOT NULL,
    receipt_record_id uuid NOT NULL,
    kind              text NOT NULL CHECK (kind IN ('assigned', 'refunded')),
    amount_cents      bigint NOT NULL CHECK (amount_cents > 0),
    -- The instalment that the amount was assigned to, and the receipt that its payment has.
    instalment_id     uuid,
    assigned_receipt  uuid,
    refunded_on       date,
    reason            text NOT NULL,
    created_at        timestamptz NOT NULL,
    PRIMARY KEY (organization_id, use_id),
    FOREIGN KEY (organization_id, receipt_record_id) REFERENCES receipts
);
CREATE INDEX payer_credit_uses_receipt ON payer_credit_uses (organization_id, receipt_record_id);
CALL protect_tenant_table('payer_credit_uses');

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

INSERT INTO movement_links (organization_id, movement_id, rendicontazione_id, amount_cents, linked_at)
SELECT organization_id, movement_id, rendicontazione_id, amount_cents, now() FROM bank_movements WHERE rendicontazione_id IS NOT NULL;

-- The storno that takes a credit back, and the credit it takes back.
ALTER TABLE bank_movements ADD COLUMN counterpart_id uuid;
-- What a person decided last, and why.
ALTER TABLE bank_movements ADD COLUMN is_decided boolean NOT NULL DEFAULT false;
ALTER TABLE bank_movements ADD COLUMN decision_reason text;
ALTER TABLE bank_movements ADD COLUMN decided_at timestamptz;
CREATE INDEX bank_movements_debits ON bank_movements (organization_id, reference_value) WHERE amount_cents < 0 AND state = 'unmatched' AND reference_value IS NOT NULL;

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
    evidence           text[] NOT NULL,
    PRIMARY KEY (organization_id, movement_id, rendicontazione_id),
    FOREIGN KEY (organization_id, movement_id) REFERENCES bank_movements,
    FOREIGN KEY (organization_id, rendicontazione_id) REFERENCES rendicontazioni
);
CREATE INDEX movement_proposals_score ON movement_proposals (organization_id, score DESC, movement_id, rendicontazione_id);
CALL protect_tenant_table('movement_proposals');

-- A movement exported again is recognised by day, amount and text (without white space, whatever the case), and by its
-- provvisorio where both have one: banks add it later. Equal lines are told apart by counting them.
CREATE FUNCTION movement_content_key(day date, cents bigint, description text) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$ SELECT md5((day - date '2000-01-01')::text || '|' || cents::text || '|'
        || upper(regexp_replace(description COLLATE "C", '[\s\u00a0\u2007\u202f]', '', 'g') COLLATE "C"))::uuid $$;
ALTER TABLE bank_movements ADD COLUMN content_key uuid GENERATED ALWAYS AS (movement_content_key(accounting_date, amount_cents, description)) STORED;
CREATE INDEX bank_movements_content ON bank_movements (organization_id, content_key);
ALTER TABLE bank_movements DROP COLUMN fingerprint;

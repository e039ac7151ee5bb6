-- The sub-ledger: append-only, double entry. Each row debits one account and credits another by the same amount, so a
-- half-written entry cannot exist; the proof that it tells the truth is the comparison with the registers (controls).
CREATE TABLE postings (
    -- What has a fixed length first: between the texts it would stand behind gaps.
    occurred_at     timestamptz NOT NULL,
    amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
    posting_id      uuid NOT NULL,
    position_id     uuid,
    instalment_id   uuid,
    transfer_index  smallint,
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    kind            text NOT NULL CHECK (kind IN ('issued', 'cancelled', 'reopened', 'paid', 'paid-outside-node', 'reported',
                        'transferred', 'regularised', 'amount-changed', 'assigned', 'refunded', 'claimed')),
    debit           text NOT NULL CHECK (debit IN ('receivables', 'revenue', 'psp-clearing', 'reported-clearing', 'bank-suspense',
                        'treasury', 'payer-credits', 'passed-through')),
    credit          text NOT NULL CHECK (credit IN ('receivables', 'revenue', 'psp-clearing', 'reported-clearing', 'bank-suspense',
                        'treasury', 'payer-credits', 'passed-through')),
    -- What caused it: rcp_…, rnd_…, mov_…, rev_… or a flow id.
    reference       text COLLATE "C",
    PRIMARY KEY (organization_id, posting_id),
    CHECK (debit <> credit)
) PARTITION BY RANGE (posting_id);
CALL keep_by_month('postings');
-- Those of a position are those of its instalments.
CREATE INDEX postings_instalment ON postings (organization_id, instalment_id) WHERE instalment_id IS NOT NULL;
-- Lists, also those by day, go by the identifier, which begins with the moment.
CREATE INDEX postings_kind ON postings (organization_id, kind, posting_id);
-- An account is looked for among the kinds that touch it, but for these two, which few postings of theirs touch.
CREATE INDEX postings_credits ON postings (organization_id, posting_id) WHERE debit = 'payer-credits' OR credit = 'payer-credits';
CREATE INDEX postings_others ON postings (organization_id, posting_id) WHERE debit = 'passed-through' OR credit = 'passed-through';
CREATE INDEX postings_reference ON postings (organization_id, reference) WHERE reference IS NOT NULL;
CALL protect_tenant_table('postings');
REVOKE UPDATE, DELETE ON postings FROM pagodigitale_app;
SELECT make_months(current_date, (current_date + interval '1 month')::date);

-- What the balances do not have yet: each posting until it is folded into them (decision 0028). Only added to by who posts, so nobody
-- waits for anybody; emptied by the fold. A copy, so that whoever adds them up need not look each of them up.
CREATE TABLE posting_tail (
    organization_id text COLLATE "C" NOT NULL,
    posting_id      uuid NOT NULL,
    occurred_at     timestamptz NOT NULL,
    kind            text NOT NULL,
    debit           text NOT NULL,
    credit          text NOT NULL,
    amount_cents    bigint NOT NULL,
    position_id     uuid,
    instalment_id   uuid,
    reference       text COLLATE "C",
    PRIMARY KEY (organization_id, posting_id)
);
CALL protect_tenant_table('posting_tail');
-- Comes and goes: what is dead is taken away at once (specs/how-to/operate.md).
ALTER TABLE posting_tail SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- What the figures of accertamenti do not have yet: debts of which something changed that these tell of, other than by a posting that
-- waits, and what reversali booked or an annulment took off again.
CREATE TABLE accertamento_changes (
    organization_id   text COLLATE "C" NOT NULL,
    change_id         uuid NOT NULL,
    instalment_id     uuid,
    accertamento_id   uuid,
    regularised_cents bigint,
    PRIMARY KEY (organization_id, change_id),
    CHECK ((instalment_id IS NULL) = (accertamento_id IS NOT NULL AND regularised_cents IS NOT NULL))
);
CALL protect_tenant_table('accertamento_changes');
-- Comes and goes: what is dead is taken away at once (specs/how-to/operate.md).
ALTER TABLE accertamento_changes SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- What others may read.
CREATE VIEW door.postings WITH (security_invoker = true) AS SELECT
    organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, transfer_index, reference
FROM postings;
CREATE VIEW door.posting_tail WITH (security_invoker = true) AS SELECT
    organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference
FROM posting_tail;
CREATE VIEW door.accertamento_changes WITH (security_invoker = true) AS SELECT
    organization_id, change_id, instalment_id, accertamento_id, regularised_cents
FROM accertamento_changes;

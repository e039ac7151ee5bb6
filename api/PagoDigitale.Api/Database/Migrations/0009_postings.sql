-- The sub-ledger: append-only, double entry. Each row debits one account and credits another by the same amount, so a
-- half-written entry cannot exist; the proof that it tells the truth is the comparison with the registers (controls).
CREATE TABLE postings (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    posting_id      uuid NOT NULL,
    occurred_at     timestamptz NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('issued', 'cancelled', 'reopened', 'paid', 'paid-outside-node', 'reported',
                        'transferred', 'regularised', 'amount-changed', 'assigned', 'refunded', 'claimed')),
    debit           text NOT NULL CHECK (debit IN ('receivables', 'revenue', 'psp-clearing', 'reported-clearing', 'bank-suspense',
                        'treasury', 'payer-credits', 'passed-through')),
    credit          text NOT NULL CHECK (credit IN ('receivables', 'revenue', 'psp-clearing', 'reported-clearing', 'bank-suspense',
                        'treasury', 'payer-credits', 'passed-through')),
    amount_cents    bigint NOT NULL CHECK (amount_cents > 0),
    position_id     uuid,
    instalment_id   uuid,
    transfer_index  smallint,
    -- What caused it: rcp_…, rnd_…, mov_…, rev_… or a flow id.
    reference       text COLLATE "C",
    PRIMARY KEY (organization_id, posting_id),
    CHECK (debit <> credit)
) PARTITION BY RANGE (posting_id);
CALL keep_by_month('postings');
CREATE INDEX postings_instalment ON postings (organization_id, instalment_id) WHERE instalment_id IS NOT NULL;
CREATE INDEX postings_position ON postings (organization_id, position_id) WHERE position_id IS NOT NULL;
-- Lists, also those by day, go by the identifier, which begins with the moment.
CREATE INDEX postings_kind ON postings (organization_id, kind, posting_id);
-- An account is looked for among the kinds that touch it, but for these two, which few postings of theirs touch.
CREATE INDEX postings_credits ON postings (organization_id, posting_id) WHERE debit = 'payer-credits' OR credit = 'payer-credits';
CREATE INDEX postings_others ON postings (organization_id, posting_id) WHERE debit = 'passed-through' OR credit = 'passed-through';
CREATE INDEX postings_reference ON postings (organization_id, reference) WHERE reference IS NOT NULL;
CALL protect_tenant_table('postings');
REVOKE UPDATE, DELETE ON postings FROM pagodigitale_app;
SELECT make_months(current_date, (current_date + interval '1 month')::date);

-- What others may read.
CREATE VIEW door.postings WITH (security_invoker = true) AS SELECT
    organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, transfer_index, reference
FROM postings;

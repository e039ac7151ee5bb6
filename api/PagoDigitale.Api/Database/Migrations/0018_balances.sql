-- What would be summed over the whole history, kept (decision 0028). Written by the fold alone, which moves what waits (posting_tail,
-- accertamento_changes) into them; a reader adds what still waits. Rows are few and change often: room for it on their pages.

-- Of each account against another, by kind: what all figures are made of.
CREATE TABLE posting_totals (
    organization_id text COLLATE "C" NOT NULL,
    kind            text NOT NULL,
    debit           text NOT NULL,
    credit          text NOT NULL,
    amount_cents    bigint NOT NULL,
    postings_count  bigint NOT NULL,
    PRIMARY KEY (organization_id, kind, debit, credit)
) WITH (fillfactor = 50);
CALL protect_tenant_table('posting_totals');

-- The same by legal month (Europe/Rome) and by service, that of the position; empty for money of no position.
CREATE TABLE posting_balances (
    organization_id text COLLATE "C" NOT NULL,
    month           date NOT NULL,
    service_code    text COLLATE "C" NOT NULL,
    kind            text NOT NULL,
    debit           text NOT NULL,
    credit          text NOT NULL,
    amount_cents    bigint NOT NULL,
    postings_count  bigint NOT NULL,
    PRIMARY KEY (organization_id, month, service_code, kind, debit, credit)
) WITH (fillfactor = 50);
CALL protect_tenant_table('posting_balances');

-- How many there are of what postings tell: instalments, payments, credits, reversali.
CREATE TABLE posting_counts (
    organization_id   text COLLATE "C" PRIMARY KEY,
    issued            bigint NOT NULL,
    cancelled         bigint NOT NULL,
    outstanding       bigint NOT NULL,
    paid              bigint NOT NULL,
    payer_credits     bigint NOT NULL,
    overdrawn_cents   bigint NOT NULL,
    regularised       bigint NOT NULL
) WITH (fillfactor = 50);
CALL protect_tenant_table('posting_counts');

-- The comparison of the ledger with the registers, which reads all of them: of a large organization the last one is kept, with what
-- of the summary only the registers tell.
CREATE TABLE ledger_proofs (
    organization_id text COLLATE "C" PRIMARY KEY,
    proved_at       timestamptz NOT NULL,
    took_ms         bigint NOT NULL,
    postings_count  bigint NOT NULL,
    controls        jsonb NOT NULL,
    counts          jsonb NOT NULL
);
CALL protect_tenant_table('ledger_proofs');

-- What the figures of its accertamento have of each debt, so that it can be taken off when the debt changes.
CREATE TABLE accertamento_shares (
    organization_id text COLLATE "C" NOT NULL,
    instalment_id   uuid NOT NULL,
    accertamento_id uuid NOT NULL,
    issued_cents    bigint NOT NULL,
    collected_cents bigint NOT NULL,
    PRIMARY KEY (organization_id, instalment_id, accertamento_id)
) WITH (fillfactor = 90);
CALL protect_tenant_table('accertamento_shares');

CREATE TABLE accertamento_balances (
    organization_id   text COLLATE "C" NOT NULL,
    accertamento_id   uuid NOT NULL,
    issued_cents      bigint NOT NULL,
    collected_cents   bigint NOT NULL,
    regularised_cents bigint NOT NULL,
    PRIMARY KEY (organization_id, accertamento_id)
) WITH (fillfactor = 50);
CALL protect_tenant_table('accertamento_balances');

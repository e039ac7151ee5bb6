-- Reconciliation jobs and their classified items (decision 0027). The runs of one scope (a statement, a flow, both, or everything not yet
-- accounted) are a series, counted from 1: an item is written when it changes, and says from which run to which it held.
CREATE TABLE reconciliation_series (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    series_id       uuid NOT NULL,
    statement_id    uuid,
    flusso_id       text COLLATE "C",
    last_run        integer NOT NULL DEFAULT 0,
    -- Of everything: the last run looked at it on this day, and these were its classes.
    looked_on       date,
    classes         jsonb NOT NULL DEFAULT '[]',
    -- What changes is marked once this row is seen: transactions from this one on have seen it.
    marked_since    xid8,
    -- None of them was still going on when the last run began: what is marked since then is all that has changed. And the program that
    -- classified it was this one.
    is_kept         boolean NOT NULL DEFAULT false,
    classified_by   uuid,
    PRIMARY KEY (organization_id, series_id),
    UNIQUE NULLS NOT DISTINCT (organization_id, statement_id, flusso_id)
);
CALL protect_tenant_table('reconciliation_series');

CREATE TABLE reconciliation_jobs (
    organization_id text COLLATE "C" NOT NULL REFERENCES organizations,
    job_id          uuid NOT NULL,
    external_id     text COLLATE "C",
    state           text NOT NULL CHECK (state IN ('queued', 'running', 'completed', 'failed')),
    statement_id    uuid,
    flusso_id         text COLLATE "C",
    items_count     integer NOT NULL DEFAULT 0,
    regular_count   integer NOT NULL DEFAULT 0,
    anomalous_count integer NOT NULL DEFAULT 0,
    classes         jsonb NOT NULL DEFAULT '[]',
    failure         jsonb,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    completed_at    timestamptz,
    -- Its items are those of this run of its series.
    series_id       uuid,
    run             integer,
    PRIMARY KEY (organization_id, job_id),
    UNIQUE (organization_id, external_id),
    FOREIGN KEY (organization_id, series_id) REFERENCES reconciliation_series
);
CREATE INDEX reconciliation_jobs_state ON reconciliation_jobs (organization_id, state, job_id);
CREATE INDEX reconciliation_jobs_statement ON reconciliation_jobs (organization_id, statement_id, job_id);
-- When the last reconciliation was.
CREATE INDEX reconciliation_jobs_completed ON reconciliation_jobs (organization_id, completed_at) WHERE state = 'completed';
-- Which runs somebody may still ask for.
CREATE INDEX reconciliation_jobs_run ON reconciliation_jobs (organization_id, series_id, run) WHERE run IS NOT NULL;
CALL protect_tenant_table('reconciliation_jobs');

CREATE TABLE reconciliation_items (
    organization_id    text COLLATE "C" NOT NULL,
    series_id          uuid NOT NULL,
    item_id            uuid NOT NULL,
    -- What it is about: a row of a flow, a flow as a whole, a share of a receipt, a movement, a payment outside the node.
    kind               text NOT NULL CHECK (kind IN ('row', 'flow', 'receipt', 'movement', 'outside')),
    subject_id         uuid NOT NULL,
    subject_index      integer NOT NULL,
    -- It holds from this run to that; the greatest of integers while no run has found otherwise.
    first_run          integer NOT NULL,
    last_run           integer NOT NULL DEFAULT 2147483647,
    class              text NOT NULL CHECK (class IN ('IUD_RT_IUF_TES', 'RT_IUF_TES', 'RT_TES', 'RT_IUF', 'IUD_RT_IUF', 'IUD_NO_RT',
                           'RT_NO_IUD', 'RT_NO_IUF', 'IUV_NO_RT', 'IUF_NO_TES', 'IUF_TES_DIV_IMP', 'TES_NO_IUF_OR_IUV', 'TES_NO_MATCH',
                           'DOPPI', 'IUD_RT_DIV_IMP', 'RT_IUF_DIV_IMP', 'PAID_OUTSIDE')),
    is_regular         boolean NOT NULL,
    amount_cents       bigint NOT NULL,
    difference_cents   bigint,
    iuv                text COLLATE "C",
    notice_number      text COLLATE "C",
    flusso_id            text COLLATE "C",
    position_id        uuid,
    instalment_id      uuid,
    receipt_record_id  uuid,
    rendicontazione_id uuid,
    movement_id        uuid,
    -- What is true of it, one bit each, and the amounts that are told: rule, next step and facts are said when they are read, in the
    -- language of who reads.
    shape              bigint NOT NULL,
    position_cents     bigint,
    receipt_cents      bigint,
    row_cents          bigint,
    total_cents        bigint,
    movement_cents     bigint,
    booked_by          text,
    since              date NOT NULL,
    -- No foreign key: whoever writes items has the row of their series locked.
    PRIMARY KEY (organization_id, series_id, subject_id, subject_index, kind, last_run)
);
-- Lists go anomalous first, then oldest first.
CREATE INDEX reconciliation_items_order ON reconciliation_items (organization_id, series_id, is_regular, since, item_id);
-- What holds no more and may be forgotten.
CREATE INDEX reconciliation_items_ended ON reconciliation_items (organization_id, series_id, last_run) WHERE last_run < 2147483647;
CREATE INDEX reconciliation_items_iuv ON reconciliation_items (organization_id, iuv) WHERE iuv IS NOT NULL;
CALL protect_tenant_table('reconciliation_items');

-- What has changed since the last run over everything, marked in the transaction that changes it: the run looks at what these concern.
CREATE TABLE reconciliation_marks (
    organization_id text COLLATE "C" NOT NULL,
    mark_id         bigint GENERATED ALWAYS AS IDENTITY,
    kind            text NOT NULL CHECK (kind IN ('row', 'flow', 'receipt', 'movement', 'instalment')),
    subject_id      uuid NOT NULL,
    subject_index   integer NOT NULL DEFAULT 0,
    PRIMARY KEY (organization_id, mark_id)
);
CALL protect_tenant_table('reconciliation_marks');
-- Comes and goes: what is dead is taken away at once (specs/how-to/operate.md).
ALTER TABLE reconciliation_marks SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);


-- Who writes a fact marks what it concerns. Here and not in each of the thirty statements that do: one that forgot would leave an item
-- stale for ever. Only for organizations that reconcile. Once for a statement, however many rows it writes; where most of its rows are no
-- facts, or did not change what items are made of, for each row that did.
CREATE FUNCTION reconciles(organization text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM public.reconciliation_series s
        WHERE s.organization_id = organization AND s.statement_id IS NULL AND s.flusso_id IS NULL)
$$;

CREATE FUNCTION mark_new_receipts() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
    SELECT c.organization_id, 'receipt', c.receipt_record_id FROM changed c
    JOIN reconciliation_series s ON s.organization_id = c.organization_id AND s.statement_id IS NULL AND s.flusso_id IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_new AFTER INSERT ON receipts REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_new_receipts();

CREATE FUNCTION mark_receipt() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF reconciles(NEW.organization_id) THEN
        INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
            VALUES (NEW.organization_id, 'receipt', NEW.receipt_record_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_changed AFTER UPDATE ON receipts FOR EACH ROW
    WHEN ((OLD.iuv, OLD.notice_number, OLD.version, OLD.amount_cents, OLD.paid_at, OLD.classification, OLD.instalment_id,
            OLD.withheld_cents, OLD.is_credit_used, OLD.revoked_at, OLD.withdrawn_at)
        IS DISTINCT FROM (NEW.iuv, NEW.notice_number, NEW.version, NEW.amount_cents, NEW.paid_at, NEW.classification, NEW.instalment_id,
            NEW.withheld_cents, NEW.is_credit_used, NEW.revoked_at, NEW.withdrawn_at))
    EXECUTE FUNCTION mark_receipt();

-- Most changes are of debts that nobody has paid yet, which are no items.
CREATE FUNCTION mark_instalment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF reconciles(NEW.organization_id) AND (OLD.is_paid_outside_node OR NEW.is_paid_outside_node OR NEW.receipt_record_id IS NOT NULL
        OR EXISTS (SELECT FROM receipts WHERE organization_id = NEW.organization_id AND instalment_id = NEW.instalment_id)
        OR EXISTS (SELECT FROM rendicontazione_rows WHERE organization_id = NEW.organization_id AND instalment_id = NEW.instalment_id))
    THEN
        INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
            VALUES (NEW.organization_id, 'instalment', NEW.instalment_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_changed AFTER UPDATE ON instalments FOR EACH ROW
    WHEN ((OLD.amount_cents, OLD.notice_number, OLD.position_id, OLD.is_released, OLD.discharged_own_cents, OLD.discharged_others_cents,
            OLD.is_paid_outside_node)
        IS DISTINCT FROM (NEW.amount_cents, NEW.notice_number, NEW.position_id, NEW.is_released, NEW.discharged_own_cents,
            NEW.discharged_others_cents, NEW.is_paid_outside_node)
        OR (NEW.is_paid_outside_node AND (OLD.paid_at, OLD.paid_cents, OLD.receipt_record_id)
            IS DISTINCT FROM (NEW.paid_at, NEW.paid_cents, NEW.receipt_record_id)))
    EXECUTE FUNCTION mark_instalment();

-- Of a flow and of what it is told to have: its links, its proposals, its reversali.
CREATE FUNCTION mark_flow() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
    SELECT c.organization_id, 'flow', c.rendicontazione_id FROM changed c
    JOIN reconciliation_series s ON s.organization_id = c.organization_id AND s.statement_id IS NULL AND s.flusso_id IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_new AFTER INSERT ON rendicontazioni REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_changed AFTER UPDATE ON rendicontazioni REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_new AFTER INSERT ON movement_links REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_changed AFTER UPDATE ON movement_links REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
-- A link that passes on concerns the flow that had it, too.
CREATE TRIGGER mark_left AFTER UPDATE ON movement_links REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_deleted AFTER DELETE ON movement_links REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_new AFTER INSERT ON movement_proposals REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_deleted AFTER DELETE ON movement_proposals REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_new AFTER INSERT ON reversali REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();
CREATE TRIGGER mark_changed AFTER UPDATE ON reversali REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_flow();

-- Rows come with their flow, and are tied later to what they tell of: nothing else of them changes.
CREATE FUNCTION mark_row() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reconciliation_marks (organization_id, kind, subject_id, subject_index)
    SELECT c.organization_id, c.kind, c.id, c.index
    FROM (SELECT organization_id, 'row' AS kind, rendicontazione_id AS id, row_index AS index FROM changed
        UNION ALL SELECT organization_id, 'receipt', receipt_record_id, 0 FROM changed WHERE receipt_record_id IS NOT NULL
        UNION ALL SELECT organization_id, 'receipt', receipt_record_id, 0 FROM before WHERE receipt_record_id IS NOT NULL) c
    JOIN reconciliation_series s ON s.organization_id = c.organization_id AND s.statement_id IS NULL AND s.flusso_id IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_tied AFTER UPDATE ON rendicontazione_rows REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_row();

-- Nine of ten lines of a statement have nothing to do with pagoPA.
CREATE FUNCTION mark_movement() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
    SELECT c.organization_id, m.kind, m.id FROM changed c
    JOIN reconciliation_series s ON s.organization_id = c.organization_id AND s.statement_id IS NULL AND s.flusso_id IS NULL
    CROSS JOIN LATERAL (VALUES ('movement', c.movement_id), ('receipt', c.receipt_record_id)) AS m(kind, id)
    WHERE m.id IS NOT NULL AND (c.is_pago_pa OR TG_OP <> 'INSERT');
    -- A movement that is taken off a receipt concerns the receipt that had it, too.
    IF TG_OP = 'UPDATE' THEN
        INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
        SELECT b.organization_id, 'receipt', b.receipt_record_id FROM before b
        JOIN reconciliation_series s ON s.organization_id = b.organization_id AND s.statement_id IS NULL AND s.flusso_id IS NULL
        WHERE b.receipt_record_id IS NOT NULL;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_new AFTER INSERT ON bank_movements REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_movement();
CREATE TRIGGER mark_changed AFTER UPDATE ON bank_movements REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_movement();
CREATE TRIGGER mark_deleted AFTER DELETE ON bank_movements REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_movement();

CREATE FUNCTION mark_proposed() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO reconciliation_marks (organization_id, kind, subject_id)
    SELECT c.organization_id, 'movement', c.movement_id FROM changed c
    JOIN reconciliation_series s ON s.organization_id = c.organization_id AND s.statement_id IS NULL AND s.flusso_id IS NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_new_movement AFTER INSERT ON movement_proposals REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_proposed();
CREATE TRIGGER mark_left_movement AFTER DELETE ON movement_proposals REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_proposed();

-- What others may read.
CREATE VIEW door.reconciliation_items WITH (security_invoker = true) AS SELECT
    j.organization_id, j.job_id, i.class, i.is_regular, i.amount_cents, i.flusso_id, i.receipt_record_id, i.rendicontazione_id,
    i.movement_id, i.shape, i.since
FROM reconciliation_jobs j
JOIN reconciliation_items i ON i.organization_id = j.organization_id AND i.series_id = j.series_id
    AND i.first_run <= j.run AND i.last_run >= j.run;
CREATE VIEW door.reconciliation_jobs WITH (security_invoker = true) AS SELECT
    organization_id, job_id, state, statement_id, flusso_id, classes, completed_at
FROM reconciliation_jobs;

-- What the archive of notices of pagoPA (ACA) was told of each notice, and what it is to be told.
CREATE TABLE aca_notices (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    instalment_id     uuid NOT NULL,
    position_id       uuid NOT NULL,
    notice_number     text COLLATE "C" NOT NULL,
    iuv               text COLLATE "C" NOT NULL,
    state             text NOT NULL CHECK (state IN ('to-load', 'loaded', 'withdrawn', 'refused')),
    -- What it is to ask for; 0 where nothing can be paid.
    amount_cents      bigint NOT NULL,
    -- A call was begun for it: the archive may know it, whatever came back.
    is_asked          boolean NOT NULL,
    -- Of the body that it is to be told, and of the one that it took last.
    digest            bytea,
    told_digest       bytea,
    told_amount_cents bigint,
    told_at           timestamptz,
    -- After which the archive lets it expire by itself.
    told_last_day     date,
    waiting_since     timestamptz,
    attempts          integer NOT NULL,
    failure           jsonb,
    next_attempt_at   timestamptz,
    -- Which run wrote this: another one that was thought dead settles nothing here.
    run_id            uuid,
    PRIMARY KEY (organization_id, instalment_id),
    UNIQUE (organization_id, notice_number)
)
-- Each row is written when it waits and again when it was told.
WITH (fillfactor = 80);
CREATE INDEX aca_notices_state ON aca_notices (organization_id, state, instalment_id);
CREATE INDEX aca_notices_position ON aca_notices (organization_id, position_id, instalment_id);
CREATE INDEX aca_notices_waiting ON aca_notices (organization_id, next_attempt_at, instalment_id) WHERE state = 'to-load';
CALL protect_tenant_table('aca_notices');
ALTER TABLE aca_notices SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);

CREATE TABLE aca_alignments (
    organization_id   text COLLATE "C" NOT NULL REFERENCES organizations,
    alignment_id      uuid NOT NULL,
    scope             text NOT NULL CHECK (scope IN ('changed', 'all')),
    is_dry_run        boolean NOT NULL,
    origin            text NOT NULL CHECK (origin IN ('request', 'connection', 'settings')),
    state             text NOT NULL CHECK (state IN ('waiting', 'running', 'completed', 'cancelled')),
    -- The transaction that asked for it.
    begun_after       xid8 NOT NULL DEFAULT pg_current_xact_id(),
    -- The last instalment that was looked at.
    reached           uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
    to_load_count     bigint NOT NULL DEFAULT 0,
    to_change_count   bigint NOT NULL DEFAULT 0,
    to_withdraw_count bigint NOT NULL DEFAULT 0,
    unchanged_count   bigint NOT NULL DEFAULT 0,
    created_at        timestamptz NOT NULL,
    completed_at      timestamptz,
    PRIMARY KEY (organization_id, alignment_id)
);
CREATE INDEX aca_alignments_open ON aca_alignments (organization_id, alignment_id) WHERE state IN ('waiting', 'running');
CALL protect_tenant_table('aca_alignments');

-- Which instalments may have become something else for the archive, marked in the transaction that changes them; null: any.
CREATE TABLE aca_marks (
    organization_id text COLLATE "C" NOT NULL,
    mark_id         bigint GENERATED ALWAYS AS IDENTITY,
    instalment_id   uuid,
    PRIMARY KEY (organization_id, mark_id)
);
CALL protect_tenant_table('aca_marks');
-- Comes and goes: what is dead is taken away at once (specs/how-to/operate.md).
ALTER TABLE aca_marks SET (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- As for reconciliations (0015): who writes a fact marks what it concerns, here and not in each of the many statements that do. Only for
-- organizations that have the connection.
CREATE FUNCTION loads_aca(organization text) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM public.connections c WHERE c.organization_id = organization AND c.connection = 'aca')
$$;

CREATE FUNCTION mark_aca_new() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO aca_marks (organization_id, instalment_id)
    SELECT c.organization_id, c.instalment_id FROM changed c
    JOIN connections n ON n.organization_id = c.organization_id AND n.connection = 'aca';
    RETURN NULL;
END $$;
CREATE TRIGGER mark_aca_new AFTER INSERT ON instalments REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION mark_aca_new();

CREATE FUNCTION mark_aca_instalment() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF loads_aca(OLD.organization_id) THEN
        INSERT INTO aca_marks (organization_id, instalment_id) VALUES (OLD.organization_id, OLD.instalment_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_aca_changed AFTER UPDATE ON instalments FOR EACH ROW
    WHEN ((OLD.state, OLD.amount_cents, OLD.due_date, OLD.valid_until, OLD.valid_from, OLD.keep_payable_after_due_date,
            OLD.description)
        IS DISTINCT FROM (NEW.state, NEW.amount_cents, NEW.due_date, NEW.valid_until, NEW.valid_from, NEW.keep_payable_after_due_date,
            NEW.description))
    EXECUTE FUNCTION mark_aca_instalment();
CREATE TRIGGER mark_aca_changed AFTER UPDATE ON transfers FOR EACH ROW
    WHEN ((OLD.beneficiary, OLD.iban, OLD.postal_iban, OLD.taxonomy_code, OLD.service_code)
        IS DISTINCT FROM (NEW.beneficiary, NEW.iban, NEW.postal_iban, NEW.taxonomy_code, NEW.service_code))
    EXECUTE FUNCTION mark_aca_instalment();
CREATE TRIGGER mark_aca_deleted AFTER DELETE ON transfers FOR EACH ROW EXECUTE FUNCTION mark_aca_instalment();

CREATE FUNCTION mark_aca_position() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF loads_aca(NEW.organization_id) THEN
        INSERT INTO aca_marks (organization_id, instalment_id)
        SELECT i.organization_id, i.instalment_id FROM instalments i
        WHERE i.organization_id = NEW.organization_id AND i.position_id = NEW.position_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_aca_changed AFTER UPDATE ON positions FOR EACH ROW
    WHEN ((OLD.service_code, OLD.description, OLD.debtor_type, OLD.debtor_fiscal_code, OLD.debtor_name, OLD.valid_from,
            OLD.request_to_pay)
        IS DISTINCT FROM (NEW.service_code, NEW.description, NEW.debtor_type, NEW.debtor_fiscal_code, NEW.debtor_name, NEW.valid_from,
            NEW.request_to_pay))
    EXECUTE FUNCTION mark_aca_position();

-- Any notice of the organization: its service says otherwise now who may pay, or it answers for nobody, or does again.
CREATE FUNCTION mark_aca_all() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF loads_aca(NEW.organization_id) THEN
        INSERT INTO aca_marks (organization_id) VALUES (NEW.organization_id);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER mark_aca_changed AFTER UPDATE ON services FOR EACH ROW
    WHEN ((OLD.keep_payable_after_due_date, OLD.request_to_pay) IS DISTINCT FROM (NEW.keep_payable_after_due_date, NEW.request_to_pay))
    EXECUTE FUNCTION mark_aca_all();
CREATE TRIGGER mark_aca_changed AFTER UPDATE ON organizations FOR EACH ROW
    WHEN (OLD.is_active IS DISTINCT FROM NEW.is_active)
    EXECUTE FUNCTION mark_aca_all();

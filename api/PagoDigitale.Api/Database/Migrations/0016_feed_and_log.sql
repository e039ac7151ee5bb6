-- The event feed without transaction numbers, and the head of the activity log (decision 0009).

-- An event has its place in the feed only after its transaction committed: number_events gives it. What was written keeps
-- its order by `written`; what readers see is `sequence`, which only grows.
ALTER TABLE events RENAME COLUMN sequence TO written;
ALTER TABLE events ADD COLUMN sequence bigint, ADD COLUMN numbering integer;
DROP INDEX events_feed, events_sequence;

UPDATE events e SET sequence = n.sequence, numbering = 0
FROM (SELECT organization_id, event_id, row_number() OVER (ORDER BY transaction_id, written) AS sequence FROM events) n
WHERE e.organization_id = n.organization_id AND e.event_id = n.event_id;
DO $$
BEGIN
    IF EXISTS (SELECT FROM events WHERE sequence IS NULL) OR (SELECT count(*) <> coalesce(max(sequence), 0) FROM events) THEN
        RAISE EXCEPTION 'Not every event has its place in the feed.';
    END IF;
END $$;

-- A number of a transaction means nothing on another server, nor after a restore.
ALTER TABLE events DROP COLUMN transaction_id;
ALTER TABLE events ADD CHECK ((sequence IS NULL) = (numbering IS NULL));
CREATE UNIQUE INDEX events_feed ON events (organization_id, sequence) WHERE sequence IS NOT NULL;
-- The greatest number of all: what a copy of the rows brought counts even where nothing else came with them. Of an expression,
-- so that no reader of one organization's events is ever planned through those of all others.
CREATE INDEX events_greatest ON events ((sequence + 0)) WHERE sequence IS NOT NULL;
CREATE INDEX events_unnumbered ON events (written) WHERE sequence IS NULL;

-- The application adds events; their place is given by the function below alone.
REVOKE INSERT, UPDATE, DELETE ON events FROM pagodigitale_app;
GRANT INSERT (organization_id, event_id, type, subject_type, subject_id, data, occurred_at) ON events TO pagodigitale_app;
-- A client also reads the feed of all organizations it acts for at once: app.organizations names them, each between commas
-- (looked for as a text: parsed into an array for every row, two hundred names cost more than the rows).
-- A CASE, because an OR would be planned as two scans and a sort of all that is left of the feed, for every page.
DROP POLICY tenant ON events;
CREATE POLICY tenant ON events
    USING (CASE WHEN organization_id = current_setting('app.organization', true) THEN true
        ELSE strpos(current_setting('app.organizations', true), ',' || organization_id || ',') > 0 END)
    WITH CHECK (organization_id = current_setting('app.organization', true));

-- One row: the lock that lets one numbering run at a time, and the last number given (also if its event should be gone).
CREATE TABLE event_numbering (
    is_only       boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    last_sequence bigint NOT NULL
);
REVOKE ALL ON event_numbering FROM pagodigitale_app;
INSERT INTO event_numbering (last_sequence) SELECT coalesce(max(sequence), 0) FROM events;

-- Gives the committed events without a number the next ones, at most count_max of them. Returns how many, or -1 when
-- another numbering did not end within a second. Runs as the owner because it numbers the events of all organizations;
-- it takes no text and tells nothing but a count. Numbers are committed in the order in which they are given, because the
-- row stays locked until then: a reader that saw one has nothing below it still to come.
CREATE FUNCTION number_events(count_max integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET lock_timeout = '1s'
-- Planned while the tables are small, kept when they have grown: always by the indexes.
SET enable_seqscan = off
AS $$
DECLARE
    previous bigint;
    -- Tells this numbering from any other that gives the same numbers again after a restore to an earlier moment.
    mark integer := hashtext(gen_random_uuid()::text);
    numbered integer;
    greatest_given bigint;
BEGIN
    IF NOT EXISTS (SELECT FROM public.events WHERE sequence IS NULL) THEN
        RETURN 0;
    END IF;
    BEGIN
        -- Absent in a copy that took only some tables.
        INSERT INTO public.event_numbering (last_sequence) VALUES (0) ON CONFLICT DO NOTHING;
        SELECT last_sequence INTO previous FROM public.event_numbering FOR UPDATE;
    EXCEPTION WHEN lock_not_available THEN
        RETURN -1;
    END;
    previous := greatest(previous, (SELECT max(sequence + 0) FROM public.events WHERE sequence IS NOT NULL));
    -- `written` follows the order in which events were written: an event caused by another comes after it.
    WITH next AS (
        SELECT organization_id, event_id, previous + row_number() OVER (ORDER BY written, event_id) AS sequence
        FROM (SELECT organization_id, event_id, written FROM public.events WHERE sequence IS NULL ORDER BY written LIMIT count_max) waiting),
    given AS (
        UPDATE public.events e SET sequence = next.sequence, numbering = mark FROM next
        WHERE e.organization_id = next.organization_id AND e.event_id = next.event_id
        RETURNING e.sequence)
    SELECT count(*), max(sequence) INTO numbered, greatest_given FROM given;
    UPDATE public.event_numbering SET last_sequence = greatest_given WHERE numbered > 0;
    RETURN numbered;
END $$;
REVOKE ALL ON FUNCTION number_events(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION number_events(integer) TO pagodigitale_app;

-- Whether this place of the feed is still what it was when a reader got it. The organization may be another one of the
-- reader's than the one it reads now; whoever cannot know the mark learns nothing.
CREATE FUNCTION feed_has(organization text, at_sequence bigint, by_numbering integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT EXISTS (SELECT FROM public.events WHERE organization_id = organization AND sequence = at_sequence AND numbering = by_numbering) $$;
REVOKE ALL ON FUNCTION feed_has(text, bigint, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION feed_has(text, bigint, integer) TO pagodigitale_app;

-- Why a call was refused: the code of the problem, or the fault told to the node.
ALTER TABLE activity_log ADD COLUMN code text;

-- The end of each organization's chain, sealed with the application's key: a chain that ends earlier was cut.
CREATE TABLE activity_heads (
    organization_id text COLLATE "C" PRIMARY KEY,
    sequence        bigint NOT NULL,
    hash            bytea NOT NULL,
    seal            bytea NOT NULL
);
CALL protect_tenant_table('activity_heads');
REVOKE DELETE ON activity_heads FROM pagodigitale_app;
-- An entry is added, and once gets its place; what it says never changes.
REVOKE UPDATE ON activity_log FROM pagodigitale_app;
GRANT UPDATE (sequence, previous_hash, hash) ON activity_log TO pagodigitale_app;

-- The platform: roles and tenancy, search, events, jobs, activity log, idempotency, raw store, signing keys.

-- Two database roles. The login given in the connection string owns the schema and runs the migrations;
-- the application works as pagodigitale_app, which owns nothing, so row-level security binds it.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'pagodigitale_app') THEN
        CREATE ROLE pagodigitale_app NOLOGIN;
    END IF;
    IF NOT pg_has_role(current_user, 'pagodigitale_app', 'MEMBER') THEN
        EXECUTE format('GRANT pagodigitale_app TO %I', current_user);
    END IF;
EXCEPTION
    -- Roles belong to the whole server: another database of the same server may create it at the same moment.
    WHEN duplicate_object OR unique_violation THEN NULL;
END $$;

GRANT USAGE ON SCHEMA public TO pagodigitale_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO pagodigitale_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO pagodigitale_app;
-- What the owner of a table lets others read. Each view runs with the rights of who asks (security_invoker), so the policies of the
-- table hold; nobody writes through one.
CREATE SCHEMA door;
GRANT USAGE ON SCHEMA door TO pagodigitale_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA door GRANT SELECT ON TABLES TO pagodigitale_app;
-- All that a session learns of another organization's rows stands here (decision 0018): functions of the owner, which no policy binds.
-- Each says whose session may ask and what it must bring, gives no more than that question needs, looks in no schema but those it
-- names, and is for the application alone.
CREATE SCHEMA across;
GRANT USAGE ON SCHEMA across TO pagodigitale_app;
-- Made by the runner before these privileges were; readiness reads it.
GRANT SELECT ON schema_migrations TO pagodigitale_app;

-- The tenant of the running transaction; '*' is the platform itself (the registry of tenants), never a tenant's data.
CREATE FUNCTION current_organization() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE
    AS $$ SELECT current_setting('app.organization', true) $$;

-- One call per tenant table: rows of another organization do not exist for the application.
CREATE PROCEDURE protect_tenant_table(table_name text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
        'CREATE POLICY tenant ON %I USING (organization_id = current_setting(''app.organization'', true)) '
        'WITH CHECK (organization_id = current_setting(''app.organization'', true))', table_name);
END $$;

-- What only grows is kept by month (decision 0030): identifiers are UUIDv7 and begin with their moment, so the month is a part of each
-- key, whoever looks for one goes to its month alone, and old months are neither read nor vacuumed again. The months are in a schema of
-- their own, closed to the application: it goes through the table, whose policy binds it.
CREATE SCHEMA months;

-- The least identifier of a moment; of one before 1970, when the clock of identifiers begins, the least of all.
CREATE FUNCTION least_id(moment timestamptz) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT (lpad(to_hex(greatest((extract(epoch FROM moment) * 1000)::bigint, 0)), 12, '0') || repeat('0', 20))::uuid
$$;

-- One call per table that is partitioned by the range of its identifier: what no month holds has a place as well.
CREATE PROCEDURE keep_by_month(table_name text) LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TABLE months.%I PARTITION OF public.%I DEFAULT', table_name || '_other', table_name);
END $$;

-- Makes the months (of UTC) that are not there yet, of all tables, from one day to another. Rows that came before their month did are
-- moved into it. Whoever is reading the table is waited for a second: then it is told, and the next call makes what is missing.
CREATE FUNCTION make_months(first_day date, last_day date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET lock_timeout = '1s'
AS $$
DECLARE
    kept record;
    beginning timestamptz;
    month_name text;
    made integer := 0;
BEGIN
    -- Replicas that start together, and the job of another.
    PERFORM pg_advisory_xact_lock(hashtextextended('months', 0));
    FOR kept IN
        SELECT c.relname AS parent, a.attname AS key FROM pg_partitioned_table p JOIN pg_class c ON c.oid = p.partrelid
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = p.partattrs[0]
        WHERE c.relnamespace = 'public'::regnamespace ORDER BY c.relname
    LOOP
        FOR beginning IN SELECT generate_series(
            date_trunc('month', first_day::timestamp), date_trunc('month', last_day::timestamp), '1 month') AT TIME ZONE 'UTC'
        LOOP
            month_name := kept.parent || '_' || to_char(beginning AT TIME ZONE 'UTC', 'YYYY_MM');
            CONTINUE WHEN to_regclass('months.' || month_name) IS NOT NULL;
            EXECUTE format('CREATE TABLE months.%I (LIKE public.%I INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING STORAGE)', month_name,
                kept.parent);
            EXECUTE format('WITH early AS (DELETE FROM months.%I WHERE %I >= $1 AND %I < $2 RETURNING *) INSERT INTO months.%I '
                'SELECT * FROM early', kept.parent || '_other', kept.key, kept.key, month_name)
                USING least_id(beginning), least_id((beginning AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC');
            EXECUTE format('ALTER TABLE public.%I ATTACH PARTITION months.%I FOR VALUES FROM (%L) TO (%L)', kept.parent, month_name,
                least_id(beginning), least_id((beginning AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC'));
            made := made + 1;
        END LOOP;
    END LOOP;
    RETURN made;
END $$;
REVOKE ALL ON FUNCTION make_months(date, date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION make_months(date, date) TO pagodigitale_app;

-- Looked for by name, whatever accents, apostrophes and blanks: the letters of Core's SearchText, and nothing that depends on the
-- server's locale or version. The first case is the common one and cheap: bytes as many as characters, so ASCII.
CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(CASE
        WHEN octet_length(value) = char_length(value) THEN translate(lower(value COLLATE "C"), E'\t\n\x0b\f\r''`', '     ')
        ELSE translate(lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(value,
                'ß', 'ss'), 'ẞ', 'ss'), 'Æ', 'ae'), 'æ', 'ae'),
                'Œ', 'oe'), 'œ', 'oe'), 'Þ', 'th'), 'þ', 'th'), 'Ĳ', 'ij'), 'ĳ', 'ij') COLLATE "C"),
            E'\u00C0\u00C1\u00C2\u00C3\u00C4\u00C5\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC\u00CD\u00CE\u00CF\u00D0\u00D1\u00D2\u00D3\u00D4'
            '\u00D5\u00D6\u00D8\u00D9\u00DA\u00DB\u00DC\u00DD\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC'
            '\u00ED\u00EE\u00EF\u00F0\u00F1\u00F2\u00F3\u00F4\u00F5\u00F6\u00F8\u00F9\u00FA\u00FB\u00FC\u00FD\u00FF\u0100\u0101\u0102'
            '\u0103\u0104\u0105\u0106\u0107\u0108\u0109\u010A\u010B\u010C\u010D\u010E\u010F\u0110\u0111\u0112\u0113\u0114\u0115\u0116'
            '\u0117\u0118\u0119\u011A\u011B\u011C\u011D\u011E\u011F\u0120\u0121\u0122\u0123\u0124\u0125\u0126\u0127\u0128\u0129\u012A'
            '\u012B\u012C\u012D\u012E\u012F\u0130\u0131\u0134\u0135\u0136\u0137\u0138\u0139\u013A\u013B\u013C\u013D\u013E\u0141\u0142'
            '\u0143\u0144\u0145\u0146\u0147\u0148\u0149\u014A\u014B\u014C\u014D\u014E\u014F\u0150\u0151\u0154\u0155\u0156\u0157\u0158'
            '\u0159\u015A\u015B\u015C\u015D\u015E\u015F\u0160\u0161\u0162\u0163\u0164\u0165\u0166\u0167\u0168\u0169\u016A\u016B\u016C'
            '\u016D\u016E\u016F\u0170\u0171\u0172\u0173\u0174\u0175\u0176\u0177\u0178\u0179\u017A\u017B\u017C\u017D\u017E\u017F\u01CD'
            '\u01CE\u01CF\u01D0\u01D1\u01D2\u01D3\u01D4\u01D5\u01D6\u01D7\u01D8\u01D9\u01DA\u01DB\u01DC\u01E6\u01E7\u01E8\u01E9\u01EA'
            '\u01EB\u01EC\u01ED\u01F4\u01F5\u01F8\u01F9\u01FA\u01FB\u0200\u0201\u0202\u0203\u0204\u0205\u0206\u0207\u0208\u0209\u020A'
            '\u020B\u020C\u020D\u020E\u020F\u0210\u0211\u0212\u0213\u0214\u0215\u0216\u0217\u0218\u0219\u021A\u021B\u0226\u0227\u0228'
            '\u0229\u022A\u022B\u022C\u022D\u022E\u022F\u0230\u0231\u0232\u0233\u1E00\u1E01\u1E02\u1E03\u1E04\u1E05\u1E06\u1E07\u1E08'
            '\u1E09\u1E0A\u1E0B\u1E0C\u1E0D\u1E0E\u1E0F\u1E10\u1E11\u1E12\u1E13\u1E14\u1E15\u1E16\u1E17\u1E18\u1E19\u1E1A\u1E1B\u1E1C'
            '\u1E1D\u1E1E\u1E1F\u1E20\u1E21\u1E22\u1E23\u1E24\u1E25\u1E26\u1E27\u1E28\u1E29\u1E2A\u1E2B\u1E2C\u1E2D\u1E2E\u1E2F\u1E30'
            '\u1E31\u1E32\u1E33\u1E34\u1E35\u1E36\u1E37\u1E38\u1E39\u1E3A\u1E3B\u1E3C\u1E3D\u1E3E\u1E3F\u1E40\u1E41\u1E42\u1E43\u1E44'
            '\u1E45\u1E46\u1E47\u1E48\u1E49\u1E4A\u1E4B\u1E4C\u1E4D\u1E4E\u1E4F\u1E50\u1E51\u1E52\u1E53\u1E54\u1E55\u1E56\u1E57\u1E58'
            '\u1E59\u1E5A\u1E5B\u1E5C\u1E5D\u1E5E\u1E5F\u1E60\u1E61\u1E62\u1E63\u1E64\u1E65\u1E66\u1E67\u1E68\u1E69\u1E6A\u1E6B\u1E6C'
            '\u1E6D\u1E6E\u1E6F\u1E70\u1E71\u1E72\u1E73\u1E74\u1E75\u1E76\u1E77\u1E78\u1E79\u1E7A\u1E7B\u1E7C\u1E7D\u1E7E\u1E7F\u1E80'
            '\u1E81\u1E82\u1E83\u1E84\u1E85\u1E86\u1E87\u1E88\u1E89\u1E8A\u1E8B\u1E8C\u1E8D\u1E8E\u1E8F\u1E90\u1E91\u1E92\u1E93\u1E94'
            '\u1E95\u1E96\u1E97\u1E98\u1E99\u1EA0\u1EA1\u1EA2\u1EA3\u1EA4\u1EA5\u1EA6\u1EA7\u1EA8\u1EA9\u1EAA\u1EAB\u1EAC\u1EAD\u1EAE'
            '\u1EAF\u1EB0\u1EB1\u1EB2\u1EB3\u1EB4\u1EB5\u1EB6\u1EB7\u1EB8\u1EB9\u1EBA\u1EBB\u1EBC\u1EBD\u1EBE\u1EBF\u1EC0\u1EC1\u1EC2'
            '\u1EC3\u1EC4\u1EC5\u1EC6\u1EC7\u1EC8\u1EC9\u1ECA\u1ECB\u1ECC\u1ECD\u1ECE\u1ECF\u1ED0\u1ED1\u1ED2\u1ED3\u1ED4\u1ED5\u1ED6'
            '\u1ED7\u1ED8\u1ED9\u1EDA\u1EDB\u1EDC\u1EDD\u1EDE\u1EDF\u1EE0\u1EE1\u1EE2\u1EE3\u1EE4\u1EE5\u1EE6\u1EE7\u1EE8\u1EE9\u1EEA'
            '\u1EEB\u1EEC\u1EED\u1EEE\u1EEF\u1EF0\u1EF1\u1EF2\u1EF3\u1EF4\u1EF5\u1EF6\u1EF7\u1EF8\u1EF9\u0386\u0387\u0388\u0389\u038A'
            '\u038C\u038E\u038F\u0390\u0391\u0392\u0393\u0394\u0395\u0396\u0397\u0398\u0399\u039A\u039B\u039C\u039D\u039E\u039F\u03A0'
            '\u03A1\u03A3\u03A4\u03A5\u03A6\u03A7\u03A8\u03A9\u03AA\u03AB\u03AC\u03AD\u03AE\u03AF\u03B0\u03CA\u03CB\u03CC\u03CD\u03CE'
            '\u0400\u0401\u0402\u0403\u0404\u0405\u0406\u0407\u0408\u0409\u040A\u040B\u040C\u040D\u040E\u040F\u0410\u0411\u0412\u0413'
            '\u0414\u0415\u0416\u0417\u0418\u0419\u041A\u041B\u041C\u041D\u041E\u041F\u0420\u0421\u0422\u0423\u0424\u0425\u0426\u0427'
            '\u0428\u0429\u042A\u042B\u042C\u042D\u042E\u042F\u0439\u0450\u0451\u0453\u0457\u045C\u045D\u045E\u00A0\u1680\u2000\u2001'
            '\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\u0085\u0009\u000A\u000B\u000C\u000D'
            '\u2018\u2019\u201A\u201B\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u2032\u2035\uFF07\uFF40'
            '''`'
            '\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u030D\u030E\u030F\u0310\u0311\u0312\u0313'
            '\u0314\u0315\u0316\u0317\u0318\u0319\u031A\u031B\u031C\u031D\u031E\u031F\u0320\u0321\u0322\u0323\u0324\u0325\u0326\u0327'
            '\u0328\u0329\u032A\u032B\u032C\u032D\u032E\u032F\u0330\u0331\u0332\u0333\u0334\u0335\u0336\u0337\u0338\u0339\u033A\u033B'
            '\u033C\u033D\u033E\u033F\u0340\u0341\u0342\u0343\u0344\u0345\u0346\u0347\u0348\u0349\u034A\u034B\u034C\u034D\u034E\u034F'
            '\u0350\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359\u035A\u035B\u035C\u035D\u035E\u035F\u0360\u0361\u0362\u0363'
            '\u0364\u0365\u0366\u0367\u0368\u0369\u036A\u036B\u036C\u036D\u036E\u036F',
            'aaaaaaceeeeiiiidnoooooouuuuyaaaaaaceeeeiiiidnoooooouuuuyyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjk'
            'kkllllllllnnnnnnnnnoooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsaaiioouuuuuuuuuuggkkooooggnnaaaaaaeeeeiii'
            'ioooorrrruuuussttaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnooo'
            'ooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeee'
            'eeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyα·εηιουωιαβγδεζηθικλμνξοπρστυφχψωιυαεηιυιυουωееђгєѕііјљ'
            'њћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюяиеегікиу                        ')
        END, ' {2,}', ' ', 'g'), ' ') COLLATE "C"
$$;

-- Looks at one table that has become twice as large since it was looked at, or never was: from then on everybody's plans are made
-- anew, for a table of that size. Null when there is none. A table at a time, so that each counts at once; one that somebody else
-- looks at is left to him.
CREATE FUNCTION know_table_size() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    grown regclass;
BEGIN
    SELECT c.oid INTO grown FROM pg_class c
    WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND c.relnamespace IN ('public'::regnamespace, 'months'::regnamespace)
      -- Under nine pages whatever plan reads little.
      AND pg_relation_size(c.oid) / current_setting('block_size')::integer > greatest(8, 2 * c.relpages)
      -- Nor one that a long transaction is filling: what is not committed counts for nothing, and the table would be taken for empty.
      AND NOT EXISTS (
          SELECT FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
          WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.relation = c.oid
            AND (l.mode = 'ShareUpdateExclusiveLock'
              OR (l.mode = 'RowExclusiveLock' AND coalesce(a.xact_start < clock_timestamp() - interval '1 second', true))))
    ORDER BY pg_relation_size(c.oid) DESC LIMIT 1;
    -- A table kept by month is looked at as a whole by nobody else, not even by autovacuum.
    IF grown IS NULL THEN
        SELECT c.oid INTO grown FROM pg_class c
        JOIN pg_inherits i ON i.inhparent = c.oid JOIN pg_class m ON m.oid = i.inhrelid
        WHERE c.relkind = 'p' AND c.relnamespace = 'public'::regnamespace
          AND NOT EXISTS (
              SELECT FROM pg_locks l WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                AND l.relation = c.oid AND l.mode = 'ShareUpdateExclusiveLock')
        GROUP BY c.oid HAVING sum(greatest(m.reltuples, 0)) > greatest(1000, 2 * c.reltuples) LIMIT 1;
    END IF;
    IF grown IS NOT NULL THEN
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
    END IF;
    RETURN grown;
END $$;
REVOKE ALL ON FUNCTION know_table_size() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION know_table_size() TO pagodigitale_app;

-- The event feed. An event has its place in it only after its transaction committed: number_events gives it (decision 0009). What
-- was written keeps its order by `written`; what readers see is `sequence`, which only grows.
CREATE TABLE events (
    -- What has a fixed length first: between the texts it would stand behind gaps.
    written         bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME events_sequence_seq),
    sequence        bigint,
    occurred_at     timestamptz NOT NULL,
    event_id        uuid NOT NULL,
    -- Which numbering gave the sequence.
    numbering       integer,
    -- hashtext(subject_id): all that the index has of it.
    subject_hash    integer NOT NULL,
    organization_id text COLLATE "C" NOT NULL,
    type            text NOT NULL,
    subject_type    text NOT NULL,
    subject_id      text NOT NULL,
    -- Packed by the application (PackedEvent), or the text as it is (in UTF-8) where it begins with a brace.
    data            bytea NOT NULL,
    -- No key: nobody asks for an event by its identifier, and the index of one would be a tenth of all that events take.
    CHECK ((sequence IS NULL) = (numbering IS NULL))
) PARTITION BY RANGE (event_id);
CALL keep_by_month('events');
-- Not unique, since the months have an index each: number_events alone gives places, one after the other.
CREATE INDEX events_feed ON events (organization_id, sequence) WHERE sequence IS NOT NULL;
-- The feed of one subject, in its order. Subjects of other organizations with the same hash are some in a million.
CREATE INDEX events_subject ON events (subject_hash, sequence);
-- The feed of one kind of event.
CREATE INDEX events_type ON events (organization_id, type, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX events_unnumbered ON events (written) WHERE sequence IS NULL;
CALL protect_tenant_table('events');
-- The application adds events; their place is given by number_events alone.
REVOKE INSERT, UPDATE, DELETE ON events FROM pagodigitale_app;
GRANT INSERT (organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at) ON events TO pagodigitale_app;

-- One row: the lock that lets one numbering run at a time, and the last number given (also if its event should be gone).
CREATE TABLE event_numbering (
    is_only       boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    last_sequence bigint NOT NULL
);
REVOKE ALL ON event_numbering FROM pagodigitale_app;
ALTER TABLE event_numbering SET (fillfactor = 10);
INSERT INTO event_numbering (last_sequence) VALUES (0);

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
    months oid[];
    places tid[];
    month oid;
    changed integer;
    given integer := 0;
    numbered integer;
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
    -- Of a copy that took only the rows: none was given here yet, and there are some.
    IF previous = 0 THEN
        SELECT coalesce(max(sequence), 0) INTO previous FROM public.events WHERE sequence IS NOT NULL;
    END IF;
    -- `written` follows the order in which events were written: an event caused by another comes after it. Where a row stands is known
    -- until its transaction ends: nobody else changes one that has no number, and no table is rewritten while this one reads it.
    SELECT array_agg(w.month ORDER BY w.written, w.event_id), array_agg(w.place ORDER BY w.written, w.event_id), count(*)
    INTO months, places, numbered
    FROM (SELECT tableoid AS month, ctid AS place, written, event_id FROM public.events
        WHERE sequence IS NULL ORDER BY written LIMIT count_max) w;
    FOR month IN SELECT DISTINCT m.month FROM unnest(months) AS m(month) LOOP
        EXECUTE format('UPDATE %s e SET sequence = $1 + n.ordinal, numbering = $2 FROM unnest($3, $4) WITH ORDINALITY '
            'AS n(month, place, ordinal) WHERE n.month = $5 AND e.ctid = n.place', month::regclass)
            USING previous, mark, months, places, month;
        GET DIAGNOSTICS changed = ROW_COUNT;
        given := given + changed;
    END LOOP;
    IF given <> numbered THEN
        RAISE EXCEPTION '% of % events got their place', given, numbered;
    END IF;
    UPDATE public.event_numbering SET last_sequence = previous + numbered WHERE numbered > 0;
    RETURN numbered;
END $$;
REVOKE ALL ON FUNCTION number_events(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION number_events(integer) TO pagodigitale_app;

-- The last place of each organization among those forgotten. Who stands there has missed nothing; who stands before it has.
CREATE TABLE forgotten_events (
    organization_id text COLLATE "C" PRIMARY KEY,
    sequence        bigint NOT NULL,
    numbering       integer NOT NULL
);
CALL protect_tenant_table('forgotten_events');
REVOKE INSERT, UPDATE, DELETE ON forgotten_events FROM pagodigitale_app;

-- Forgets the events of whole months before this day, where the installation keeps them for a time only. Who comes with a place before
-- the last of them is told that it is lost. A month with an event that has no place yet stays. No reader is between its look at the
-- place and its page meanwhile: it holds the months it looked at.
CREATE FUNCTION forget_events(first_kept date) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET lock_timeout = '1s'
AS $$
DECLARE
    first_id uuid := least_id(date_trunc('month', first_kept::timestamp) AT TIME ZONE 'UTC');
    month_name text;
    is_waiting boolean;
    forgotten integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('months', 0));
    FOR month_name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.events'::regclass AND c.relname < 'events_' || to_char(first_kept, 'YYYY_MM') ORDER BY 1
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM months.%I WHERE sequence IS NULL)', month_name) INTO is_waiting;
        CONTINUE WHEN is_waiting;
        EXECUTE format('INSERT INTO public.forgotten_events AS f (organization_id, sequence, numbering) '
            'SELECT DISTINCT ON (organization_id) organization_id, sequence, numbering FROM months.%I '
            'ORDER BY organization_id, sequence DESC ON CONFLICT (organization_id) DO UPDATE '
            'SET sequence = excluded.sequence, numbering = excluded.numbering WHERE excluded.sequence > f.sequence', month_name);
        EXECUTE format('DROP TABLE months.%I', month_name);
        forgotten := forgotten + 1;
    END LOOP;
    IF EXISTS (SELECT FROM months.events_other WHERE event_id < first_id AND sequence IS NOT NULL) THEN
        LOCK TABLE months.events_other IN ACCESS EXCLUSIVE MODE;
        WITH gone AS (
            DELETE FROM months.events_other WHERE event_id < first_id AND sequence IS NOT NULL
            RETURNING organization_id, sequence, numbering)
        INSERT INTO public.forgotten_events AS f (organization_id, sequence, numbering)
        SELECT DISTINCT ON (organization_id) organization_id, sequence, numbering FROM gone ORDER BY organization_id, sequence DESC
        ON CONFLICT (organization_id) DO UPDATE
        SET sequence = excluded.sequence, numbering = excluded.numbering WHERE excluded.sequence > f.sequence;
    END IF;
    RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION forget_events(date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_events(date) TO pagodigitale_app;

-- Work to do, written in the transaction that made it necessary, claimed with a lease by any worker.
-- No row-level security: a worker must see every tenant's queue; the payload carries identifiers, never personal data.
CREATE TABLE jobs (
    job_id          uuid PRIMARY KEY,
    kind            text NOT NULL,
    -- Work waits for its like only: each lane has its runners, and in a lane the more urgent goes first.
    lane            text NOT NULL DEFAULT 'bulk' CHECK (lane IN ('interactive', 'bulk', 'outbound', 'night')),
    priority        smallint NOT NULL DEFAULT 100,
    organization_id text COLLATE "C" NOT NULL,
    dedupe_key      text COLLATE "C",
    payload         jsonb NOT NULL,
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'parked')),
    attempts        integer NOT NULL DEFAULT 0,
    run_after       timestamptz NOT NULL,
    lease_owner     text,
    lease_until     timestamptz,
    last_error      text,
    created_at      timestamptz NOT NULL,
    started_at      timestamptz,
    finished_at     timestamptz
);
-- What a claim looks through.
CREATE INDEX jobs_waiting ON jobs (lane, priority, run_after) WHERE state IN ('queued', 'running');
-- What an operator looks through.
CREATE INDEX jobs_of_organization ON jobs (organization_id, job_id);
CREATE INDEX jobs_by_state ON jobs (state, job_id);
CREATE INDEX jobs_by_lane ON jobs (lane, job_id);
CREATE INDEX jobs_by_kind ON jobs (kind, job_id);
CREATE INDEX jobs_due ON jobs (run_after) WHERE state IN ('queued', 'running');
-- Who asks for work leaves a row of its own; the claim takes those with one key together (see JobQueue).
CREATE INDEX jobs_asked ON jobs (kind, organization_id, dedupe_key) WHERE state = 'queued' AND dedupe_key IS NOT NULL;
CREATE INDEX jobs_at_work ON jobs (kind, organization_id, dedupe_key) WHERE state = 'running' AND dedupe_key IS NOT NULL;
-- Whose jobs are under way: asked by every claim.
CREATE INDEX jobs_running ON jobs (organization_id) WHERE state = 'running';
-- Readiness is asked every few seconds: counting parked jobs must not read the finished ones.
CREATE INDEX jobs_parked ON jobs (job_id) WHERE state = 'parked';
-- Finished jobs are forgotten by age, every few minutes.
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE state = 'done';
-- Small and changed all the time: what is dead is taken away at once (specs/how-to/operate.md).
ALTER TABLE jobs SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- Which workers are alive: a replica without workers of its own cannot tell by itself whether anybody does the jobs.
CREATE TABLE workers (
    worker_id  text COLLATE "C" PRIMARY KEY,
    started_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL,
    -- The lanes it has runners for.
    lanes      text[] NOT NULL
);

-- The one row by which a standby is known to be a copy of this primary, and how far behind it is (decision 0031). The mark is another
-- one at each beat: whoever shows it has it from here.
CREATE TABLE standby_heartbeat (
    is_only   boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    mark      uuid NOT NULL,
    timeline  integer NOT NULL,
    beaten_at timestamptz NOT NULL
);

-- Who did what. Entries are chained by hash (the sealing job fills sequence and hashes in commit order), so a change or
-- a removal afterwards shows.
CREATE TABLE activity_log (
    organization_id text COLLATE "C" NOT NULL,
    activity_id     uuid NOT NULL,
    sequence        bigint,
    occurred_at     timestamptz NOT NULL,
    client_id       text,
    operation_id    text NOT NULL,
    method          text NOT NULL,
    path            text NOT NULL,
    status          smallint NOT NULL,
    outcome         text NOT NULL CHECK (outcome IN ('succeeded', 'refused', 'failed')),
    -- Why a call was refused: the code of the problem, or the fault told to the node.
    code            text,
    -- What whoever called said, where the operation asks for a reason.
    reason          text,
    trace_id        text NOT NULL,
    resource        text,
    previous_hash   bytea,
    hash            bytea,
    PRIMARY KEY (organization_id, activity_id)
) PARTITION BY RANGE (activity_id);
CALL keep_by_month('activity_log');
-- Not unique, since the months have an index each: the lock of the head is the right to give the next place.
CREATE INDEX activity_log_sequence ON activity_log (organization_id, sequence) WHERE sequence IS NOT NULL;
-- What waits for its place in the log, in its order: the planner walked the whole log for it.
CREATE INDEX activity_log_unsealed ON activity_log (organization_id, activity_id) WHERE sequence IS NULL;
CREATE INDEX activity_log_resource ON activity_log (organization_id, resource) WHERE resource IS NOT NULL;
CREATE INDEX activity_log_operation ON activity_log (organization_id, operation_id, sequence) WHERE sequence IS NOT NULL;
CREATE INDEX activity_log_client ON activity_log (organization_id, client_id, sequence)
    WHERE sequence IS NOT NULL AND client_id IS NOT NULL;
-- What ended well is nearly everything and needs none.
CREATE INDEX activity_log_outcome ON activity_log (organization_id, outcome, sequence)
    WHERE sequence IS NOT NULL AND outcome <> 'succeeded';
CALL protect_tenant_table('activity_log');
-- An entry is added, and once gets its place; what it says never changes.
REVOKE UPDATE, DELETE ON activity_log FROM pagodigitale_app;
GRANT UPDATE (sequence, previous_hash, hash) ON activity_log TO pagodigitale_app;

-- The end of each organization's chain, sealed with the application's key: a chain that ends earlier was cut.
CREATE TABLE activity_heads (
    organization_id text COLLATE "C" PRIMARY KEY,
    sequence        bigint NOT NULL,
    hash            bytea NOT NULL,
    seal            bytea NOT NULL
);
CALL protect_tenant_table('activity_heads');
-- Changed at each call: the new version has room on the same page.
ALTER TABLE activity_heads SET (fillfactor = 50);
REVOKE DELETE ON activity_heads FROM pagodigitale_app;

-- What the log of each organization begins behind, where older months were forgotten: the last entry of those, sealed with the
-- application's key. Earlier ones stay, for whoever kept the hash of one.
CREATE TABLE activity_anchors (
    organization_id text COLLATE "C" NOT NULL,
    sequence        bigint NOT NULL,
    hash            bytea NOT NULL,
    occurred_at     timestamptz NOT NULL,
    seal            bytea NOT NULL,
    PRIMARY KEY (organization_id, sequence)
);
CALL protect_tenant_table('activity_anchors');
REVOKE INSERT, UPDATE, DELETE ON activity_anchors FROM pagodigitale_app;

-- Forgets the whole months before this one, of the organizations named up to the entry named, which was proved and is kept as anchor:
-- one transaction. What is behind it, and what belongs to others, stays in what no month holds. Nothing is done while an entry of
-- those months has no place yet. Gives the number of months; who passes what no key has sealed breaks the chain for all to see.
CREATE FUNCTION forget_activity(first_kept date, organizations text[], sequences bigint[], hashes bytea[], moments timestamptz[],
    seals bytea[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
SET lock_timeout = '1s'
AS $$
DECLARE
    first_id uuid := least_id(date_trunc('month', first_kept::timestamp) AT TIME ZONE 'UTC');
    month_name text;
    forgotten integer := 0;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('months', 0));
    LOCK TABLE public.activity_log IN ACCESS EXCLUSIVE MODE;
    IF EXISTS (SELECT FROM public.activity_log WHERE sequence IS NULL AND activity_id < first_id) THEN
        RETURN 0;
    END IF;
    INSERT INTO public.activity_anchors (organization_id, sequence, hash, occurred_at, seal)
    SELECT * FROM unnest(organizations, sequences, hashes, moments, seals) ON CONFLICT DO NOTHING;
    FOR month_name IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = 'public.activity_log'::regclass AND c.relname < 'activity_log_' || to_char(first_kept, 'YYYY_MM') ORDER BY 1
    LOOP
        EXECUTE format('ALTER TABLE public.activity_log DETACH PARTITION months.%I', month_name);
        EXECUTE format('INSERT INTO months.activity_log_other SELECT e.* FROM months.%I e '
            'LEFT JOIN (SELECT organization_id, max(sequence) AS last FROM public.activity_anchors GROUP BY 1) a USING (organization_id) '
            'WHERE e.sequence > coalesce(a.last, 0)', month_name);
        EXECUTE format('DROP TABLE months.%I', month_name);
        forgotten := forgotten + 1;
    END LOOP;
    DELETE FROM months.activity_log_other e USING (
        SELECT organization_id, max(sequence) AS last FROM public.activity_anchors GROUP BY 1) a
    WHERE a.organization_id = e.organization_id AND e.sequence <= a.last AND e.activity_id < first_id;
    RETURN forgotten;
END $$;
REVOKE ALL ON FUNCTION forget_activity(date, text[], bigint[], bytea[], timestamptz[], bytea[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION forget_activity(date, text[], bigint[], bytea[], timestamptz[], bytea[]) TO pagodigitale_app;

-- Answers kept for whoever calls again with the same key. No row-level security: old keys of all organizations are forgotten in
-- one statement. The answers are encrypted.
CREATE TABLE idempotency_keys (
    organization_id text COLLATE "C" NOT NULL,
    client_id       text COLLATE "C" NOT NULL,
    idempotency_key text COLLATE "C" NOT NULL,
    operation_id    text NOT NULL,
    input_hash      bytea NOT NULL,
    status          smallint,
    headers         jsonb,
    body            bytea,
    created_at      timestamptz NOT NULL,
    PRIMARY KEY (organization_id, client_id, idempotency_key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (created_at);
ALTER TABLE idempotency_keys SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000, autovacuum_vacuum_cost_delay = 0);

-- Everything that arrives from outside, exactly as it arrived, before it is interpreted.
CREATE TABLE inbound_messages (
    organization_id text COLLATE "C" NOT NULL,
    message_id      uuid NOT NULL,
    kind            text NOT NULL,
    media_type      text NOT NULL,
    file_name       text,
    content         bytea NOT NULL,
    -- How content is kept (ContentCoding); digest and size are of what came.
    content_coding  smallint NOT NULL DEFAULT 0,
    content_sha256  bytea NOT NULL,
    size_bytes      bigint NOT NULL,
    source          text,
    outcome         text,
    received_at     timestamptz NOT NULL,
    -- The same message once more is counted and not kept again. Ordinary ones come once, and then both say what they said before.
    seen_count      integer NOT NULL DEFAULT 1,
    last_seen_at    timestamptz,
    PRIMARY KEY (organization_id, message_id)
) PARTITION BY RANGE (message_id);
CALL keep_by_month('inbound_messages');
-- Packed by the application already.
ALTER TABLE inbound_messages ALTER COLUMN content SET STORAGE EXTERNAL;
-- The node's questions come by the thousand and nobody looks for a second copy of one.
CREATE INDEX inbound_messages_hash ON inbound_messages USING hash (content_sha256)
    WHERE kind <> 'node-verify' AND kind <> 'node-payment';
CALL protect_tenant_table('inbound_messages');

-- What was sent to services outside and what they answered: each attempt by itself, as it went (Outbound/Exchanges). Headers are not
-- here: keys are among them.
CREATE TABLE outbound_exchanges (
    organization_id text COLLATE "C" NOT NULL,
    exchange_id     uuid NOT NULL,
    service         text COLLATE "C" NOT NULL,
    method          text NOT NULL,
    url             text NOT NULL,
    sent_at         timestamptz NOT NULL,
    duration_ms     integer NOT NULL,
    status          smallint,
    media_type      text,
    -- Why there is no whole answer.
    failure         jsonb,
    is_failed       boolean GENERATED ALWAYS AS (failure IS NOT NULL OR status NOT BETWEEN 200 AND 299) STORED NOT NULL,
    request_bytes   bigint NOT NULL,
    request_coding  smallint,
    request         bytea,
    response_bytes  bigint NOT NULL,
    response_coding smallint,
    response        bytea,
    PRIMARY KEY (organization_id, exchange_id)
);
ALTER TABLE outbound_exchanges ALTER COLUMN request SET STORAGE EXTERNAL;
ALTER TABLE outbound_exchanges ALTER COLUMN response SET STORAGE EXTERNAL;
CREATE INDEX outbound_exchanges_service ON outbound_exchanges (organization_id, service, exchange_id);
CREATE INDEX outbound_exchanges_failed ON outbound_exchanges (organization_id, service, is_failed, exchange_id);
CALL protect_tenant_table('outbound_exchanges');

-- Calls of services that allow so many in so long to a key, whoever of the organizations has it, and who waits for one (CallBudgets).
CREATE TABLE outbound_calls (
    budget    text COLLATE "C" NOT NULL,
    call_id   uuid NOT NULL,
    called_at timestamptz NOT NULL,
    PRIMARY KEY (budget, call_id)
);
CREATE TABLE outbound_turns (
    organization_id text COLLATE "C" NOT NULL,
    budget          text COLLATE "C" NOT NULL,
    waiting_since   timestamptz NOT NULL,
    -- As it was told to: who does not holds no call.
    asks_again_at   timestamptz NOT NULL,
    PRIMARY KEY (organization_id, budget)
);
CREATE INDEX outbound_turns_budget ON outbound_turns (budget, waiting_since);

-- The keys that sign access tokens, each sealed with the master key.
CREATE TABLE signing_keys (
    key_id        text COLLATE "C" PRIMARY KEY,
    sealed_key    bytea NOT NULL,
    public_jwk    jsonb NOT NULL,
    created_at    timestamptz NOT NULL,
    sign_until    timestamptz NOT NULL,
    publish_until timestamptz NOT NULL
);

-- This month and the next; a job makes those to come in time.
SELECT make_months(current_date, (current_date + interval '1 month')::date);

-- What others may read.
CREATE VIEW door.activity_log WITH (security_invoker = true) AS SELECT
    organization_id, activity_id, sequence, occurred_at, client_id, operation_id, method, path, status, outcome, code, reason,
    trace_id, resource, previous_hash, hash
FROM activity_log;
CREATE VIEW door.events WITH (security_invoker = true) AS SELECT
    organization_id, event_id, sequence, numbering, type, subject_type, subject_id, subject_hash, data, occurred_at
FROM events;
CREATE VIEW door.forgotten_events WITH (security_invoker = true) AS SELECT
    organization_id, sequence, numbering
FROM forgotten_events;
CREATE VIEW door.inbound_messages WITH (security_invoker = true) AS SELECT
    organization_id, message_id, kind, media_type, content_sha256, size_bytes, source, received_at, seen_count, last_seen_at
FROM inbound_messages;
CREATE VIEW door.outbound_exchanges WITH (security_invoker = true) AS SELECT
    organization_id, exchange_id, service, method, url, sent_at, duration_ms, status, media_type, failure, is_failed, request_bytes,
    response_bytes, response_coding, response
FROM outbound_exchanges;
CREATE VIEW door.jobs WITH (security_invoker = true) AS SELECT
    job_id, kind, lane, priority, organization_id, state, attempts, run_after, lease_owner, lease_until, last_error, created_at,
    started_at, finished_at
FROM jobs;
CREATE VIEW door.workers WITH (security_invoker = true) AS SELECT
    seen_at, lanes
FROM workers;

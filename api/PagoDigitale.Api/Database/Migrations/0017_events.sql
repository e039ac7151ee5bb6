-- The feed of several organizations at once. Each reads its own behind its fence; a client that acts for many, and asks as the
-- platform, reads here those that the database itself says it acts for: who it is must be shown, and naming others gives nothing.

-- The first events past a place, of a type and of a subject where these are given: of each organization by its own index, then of all.
CREATE FUNCTION across.feed_page(client text, asked text[], past bigint, of_type text, of_subject text, rows_max integer)
RETURNS TABLE (organization_id text, sequence bigint, numbering integer, event_id uuid, type text, occurred_at timestamptz,
    subject_type text, subject_id text, data bytea)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    reached text[];
BEGIN
    SELECT CASE WHEN '*' = ANY (c.organizations) THEN asked
        ELSE ARRAY(SELECT unnest(asked) INTERSECT SELECT unnest(c.organizations)) END
    INTO reached FROM door.clients c
    WHERE c.client_id = client AND c.is_active AND current_setting('app.organization', true) = '*';
    IF of_subject IS NULL AND of_type IS NOT NULL THEN
        -- The type as a range and first in the order: only its own index gives the rows so.
        RETURN QUERY SELECT e.* FROM unnest(reached) AS o(id) CROSS JOIN LATERAL (
            SELECT v.organization_id, v.sequence, v.numbering, v.event_id, v.type, v.occurred_at, v.subject_type, v.subject_id,
                v.data
            FROM door.events v
            WHERE v.organization_id = o.id AND v.sequence > past AND v.type >= of_type AND v.type <= of_type
            ORDER BY v.type, v.sequence LIMIT rows_max) e
        ORDER BY e.sequence LIMIT rows_max;
    ELSIF of_subject IS NULL THEN
        RETURN QUERY SELECT e.* FROM unnest(reached) AS o(id) CROSS JOIN LATERAL (
            SELECT v.organization_id, v.sequence, v.numbering, v.event_id, v.type, v.occurred_at, v.subject_type, v.subject_id,
                v.data
            FROM door.events v
            WHERE v.organization_id = o.id AND v.sequence > past
            ORDER BY v.sequence LIMIT rows_max) e
        ORDER BY e.sequence LIMIT rows_max;
    ELSE
        -- The hash of the subject as a range and first in the order: only its own index gives the rows so.
        RETURN QUERY SELECT e.* FROM unnest(reached) AS o(id) CROSS JOIN LATERAL (
            SELECT v.organization_id, v.sequence, v.numbering, v.event_id, v.type, v.occurred_at, v.subject_type, v.subject_id,
                v.data
            FROM door.events v
            WHERE v.organization_id = o.id AND v.sequence > past AND (of_type IS NULL OR v.type = of_type)
              AND v.subject_hash >= hashtext(of_subject) AND v.subject_hash <= hashtext(of_subject) AND v.subject_id = of_subject
            ORDER BY v.subject_hash, v.sequence LIMIT rows_max) e
        ORDER BY e.sequence LIMIT rows_max;
    END IF;
END $$;
REVOKE ALL ON FUNCTION across.feed_page FROM PUBLIC;
GRANT EXECUTE ON FUNCTION across.feed_page TO pagodigitale_app;

-- The last place that any of them has: a filtered page without more to come has looked through all there was.
CREATE FUNCTION across.feed_end(client text, asked text[])
RETURNS TABLE (organization_id text, sequence bigint, numbering integer)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    reached text[];
BEGIN
    SELECT CASE WHEN '*' = ANY (c.organizations) THEN asked
        ELSE ARRAY(SELECT unnest(asked) INTERSECT SELECT unnest(c.organizations)) END
    INTO reached FROM door.clients c
    WHERE c.client_id = client AND c.is_active AND current_setting('app.organization', true) = '*';
    RETURN QUERY SELECT e.* FROM unnest(reached) AS o(id) CROSS JOIN LATERAL (
        SELECT v.organization_id, v.sequence, v.numbering FROM door.events v
        WHERE v.organization_id = o.id AND v.sequence IS NOT NULL ORDER BY v.sequence DESC LIMIT 1) e
    ORDER BY e.sequence DESC LIMIT 1;
END $$;
REVOKE ALL ON FUNCTION across.feed_end FROM PUBLIC;
GRANT EXECUTE ON FUNCTION across.feed_end TO pagodigitale_app;

-- Whether this place of the feed is still what it was when a reader got it, or was the last of its organization when it was forgotten.
-- The organization may be another one of the reader's than the one it reads now; whoever cannot know the mark learns nothing.
CREATE FUNCTION across.feed_has(organization text, at_sequence bigint, by_numbering integer) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(current_setting('app.organization', true) ~ '^([0-9]{11}|[*])$', false) AND (
        EXISTS (
            SELECT FROM door.events v
            WHERE v.organization_id = organization AND v.sequence = at_sequence AND v.numbering = by_numbering)
        OR EXISTS (
            SELECT FROM door.forgotten_events f
            WHERE f.organization_id = organization AND f.sequence = at_sequence AND f.numbering = by_numbering))
$$;
REVOKE ALL ON FUNCTION across.feed_has FROM PUBLIC;
GRANT EXECUTE ON FUNCTION across.feed_has TO pagodigitale_app;

-- Whether something past this place was forgotten: who reads on from it would miss that without a word.
CREATE FUNCTION across.feed_forgot(client text, asked text[], past bigint) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    reached text[];
BEGIN
    SELECT CASE WHEN '*' = ANY (c.organizations) THEN asked
        ELSE ARRAY(SELECT unnest(asked) INTERSECT SELECT unnest(c.organizations)) END
    INTO reached FROM door.clients c
    WHERE c.client_id = client AND c.is_active AND current_setting('app.organization', true) = '*';
    RETURN EXISTS (SELECT FROM door.forgotten_events f WHERE f.organization_id = ANY (reached) AND f.sequence > past);
END $$;
REVOKE ALL ON FUNCTION across.feed_forgot FROM PUBLIC;
GRANT EXECUTE ON FUNCTION across.feed_forgot TO pagodigitale_app;

-- The taxonomy that pagoPA publishes, version by version as it was loaded. One for the platform: every organization reads it,
-- only the platform writes it. The version with the highest sequence is in force; each has all its codes, so that what was in
-- force on a day can be told.
CREATE TABLE taxonomy_versions (
    version_id   uuid PRIMARY KEY,
    sequence     bigint GENERATED ALWAYS AS IDENTITY UNIQUE,
    message_id   uuid NOT NULL,
    file_name    text NOT NULL,
    file_sha256  bytea NOT NULL,
    size_bytes   bigint NOT NULL,
    edition      text,
    is_full      boolean NOT NULL,
    -- Whether what is in force with it is the whole taxonomy: a file that only adds leaves it as it was.
    is_complete  boolean NOT NULL,
    counts       jsonb NOT NULL,
    concerned    jsonb NOT NULL,
    problems     jsonb NOT NULL,
    loaded_at    timestamptz NOT NULL
);

CREATE TABLE taxonomy_codes (
    version_id        uuid NOT NULL REFERENCES taxonomy_versions,
    code              text COLLATE "C" NOT NULL CHECK (code ~ '^[0-9]{7}[A-Z]{2}$'),
    valid_from        date NOT NULL,
    -- The last day; null when there is none.
    valid_to          date,
    name              text,
    description       text,
    organization_type text,
    macro_area        text,
    edition           text,
    PRIMARY KEY (version_id, code, valid_from),
    CHECK (valid_to IS NULL OR valid_to >= valid_from)
);

DO $$
DECLARE
    taxonomy_table text;
BEGIN
    FOREACH taxonomy_table IN ARRAY ARRAY['taxonomy_versions', 'taxonomy_codes'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', taxonomy_table);
        EXECUTE format('CREATE POLICY everybody_reads ON %I FOR SELECT USING (true)', taxonomy_table);
        EXECUTE format('CREATE POLICY platform_adds ON %I FOR INSERT WITH CHECK (current_setting(''app.organization'', true) = ''*'')', taxonomy_table);
        -- A version that was in force stays as it was.
        EXECUTE format('REVOKE UPDATE, DELETE ON %I FROM pagodigitale_app', taxonomy_table);
    END LOOP;
END $$;

-- How many active services have none of these codes: two numbers across the tenants, for whoever loads a taxonomy, and nothing
-- else of them.
CREATE FUNCTION taxonomy_concern(valid_codes text[]) RETURNS TABLE (services bigint, organizations bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT count(*), count(DISTINCT s.organization_id) FROM services s
    -- Services have their codes in one form: 9/0101108TS/.
    WHERE s.is_active AND NOT EXISTS (SELECT FROM unnest(valid_codes) AS v(code) WHERE v.code = substr(s.taxonomy_code, 3, 9))
$$;
REVOKE ALL ON FUNCTION taxonomy_concern FROM PUBLIC;
GRANT EXECUTE ON FUNCTION taxonomy_concern TO pagodigitale_app;

-- Of a message that was larger than the node may send only the beginning is kept: how large it was, as far as it was told or seen.
ALTER TABLE refused_messages ADD COLUMN whole_bytes bigint;

-- Bank statements in which nothing was found were kept and seen by nobody.
ALTER TABLE refused_messages DROP CONSTRAINT refused_messages_kind_check;
ALTER TABLE refused_messages ADD CONSTRAINT refused_messages_kind_check CHECK (kind IN ('receipt', 'question', 'rendicontazione', 'bank-statement', 'unknown'));

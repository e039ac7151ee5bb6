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
ALTER TABLE taxonomy_versions ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON taxonomy_versions FOR SELECT USING (true);
CREATE POLICY platform_adds ON taxonomy_versions FOR INSERT WITH CHECK (current_setting('app.organization', true) = '*');
-- A version that was in force stays as it was.
REVOKE UPDATE, DELETE ON taxonomy_versions FROM pagodigitale_app;

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
ALTER TABLE taxonomy_codes ENABLE ROW LEVEL SECURITY;
CREATE POLICY everybody_reads ON taxonomy_codes FOR SELECT USING (true);
CREATE POLICY platform_adds ON taxonomy_codes FOR INSERT WITH CHECK (current_setting('app.organization', true) = '*');
REVOKE UPDATE, DELETE ON taxonomy_codes FROM pagodigitale_app;

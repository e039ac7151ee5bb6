-- What came from outside and could not be taken: seen, downloaded, and taken once the reason is mended. Of an organization, or
-- of the platform ('*') where the message does not tell whose it is.
CREATE TABLE refused_messages (
    organization_id       text COLLATE "C" NOT NULL,
    refused_message_id    uuid NOT NULL,
    kind                  text NOT NULL CHECK (kind IN ('receipt', 'question', 'rendicontazione', 'bank-statement', 'unknown')),
    primitive             text,
    state                 text NOT NULL CHECK (state IN ('open', 'taken', 'dismissed')),
    code                  text NOT NULL,
    -- The name of its wording and the values: told in either language.
    reason                jsonb NOT NULL,
    -- The station it was sent to, or how else it came.
    source                text COLLATE "C" NOT NULL,
    -- As far as it can be seen in what could not be read.
    stated_organization   text COLLATE "C",
    notice_number         text COLLATE "C",
    iur            text COLLATE "C",
    amount_cents          bigint,
    message_id            uuid NOT NULL,
    content_sha256        bytea NOT NULL,
    size_bytes            bigint NOT NULL,
    -- Of a message that was larger than the node may send only the beginning is kept: how large it was, as far as it was told or seen.
    whole_bytes           bigint,
    seen_count            integer NOT NULL DEFAULT 1,
    first_seen_at         timestamptz NOT NULL,
    last_seen_at          timestamptz NOT NULL,
    taken_as              text COLLATE "C",
    taken_by_organization text COLLATE "C",
    dismissal_reason      text,
    settled_at            timestamptz,
    PRIMARY KEY (organization_id, refused_message_id)
);
-- The node repeats what it got no valid answer for: a repetition is counted and not kept again.
CREATE UNIQUE INDEX refused_messages_content ON refused_messages (organization_id, source, content_sha256);
-- What still takes room, and what a clerk looks at first.
CREATE INDEX refused_messages_open ON refused_messages (organization_id, kind) INCLUDE (size_bytes) WHERE state = 'open';
CREATE INDEX refused_messages_kind ON refused_messages (organization_id, kind, refused_message_id);
CREATE INDEX refused_messages_state ON refused_messages (organization_id, state, refused_message_id);
CALL protect_tenant_table('refused_messages');

-- Archives (ZIP) of receipts that somebody has as files, and what became of each file.
CREATE TABLE receipt_archives (
    organization_id    text COLLATE "C" NOT NULL REFERENCES organizations,
    receipt_archive_id uuid NOT NULL,
    message_id         uuid NOT NULL,
    file_name          text NOT NULL,
    file_sha256        bytea NOT NULL,
    size_bytes         bigint NOT NULL,
    state              text COLLATE "C" NOT NULL CHECK (state IN ('received', 'completed')),
    files_count        integer NOT NULL,
    -- Of those that were looked at.
    taken_count        integer NOT NULL DEFAULT 0,
    already_here_count integer NOT NULL DEFAULT 0,
    refused_count      integer NOT NULL DEFAULT 0,
    created_at         timestamptz NOT NULL,
    completed_at       timestamptz,
    PRIMARY KEY (organization_id, receipt_archive_id),
    UNIQUE (organization_id, file_sha256)
);
CREATE INDEX receipt_archives_state ON receipt_archives (organization_id, state, receipt_archive_id);
CALL protect_tenant_table('receipt_archives');

CREATE TABLE receipt_archive_files (
    organization_id    text COLLATE "C" NOT NULL,
    receipt_archive_id uuid NOT NULL,
    -- Its place in the archive, from 1.
    file_index         integer NOT NULL,
    file_name          text NOT NULL,
    outcome            text COLLATE "C" NOT NULL CHECK (outcome IN ('taken', 'already-here', 'refused')),
    receipt_record_id  uuid,
    failure            jsonb,
    PRIMARY KEY (organization_id, receipt_archive_id, file_index),
    FOREIGN KEY (organization_id, receipt_archive_id) REFERENCES receipt_archives
);
CREATE INDEX receipt_archive_files_outcome ON receipt_archive_files (organization_id, receipt_archive_id, outcome, file_index);
CALL protect_tenant_table('receipt_archive_files');

-- What was missing of a payment and is not owed any more: a person wrote it off. Zero again when the payment is taken back.
ALTER TABLE instalments ADD COLUMN discharged_own_cents bigint NOT NULL DEFAULT 0 CHECK (discharged_own_cents >= 0),
    ADD COLUMN discharged_others_cents bigint NOT NULL DEFAULT 0 CHECK (discharged_others_cents >= 0);

-- A statement loaded with the wrong columns is taken back: its movements go, the file stays, and may come again.
ALTER TABLE bank_statements ADD COLUMN withdrawn_at timestamptz, ADD COLUMN withdrawal_reason text;
ALTER TABLE bank_statements DROP CONSTRAINT bank_statements_organization_id_file_sha256_key;
CREATE UNIQUE INDEX bank_statements_file ON bank_statements (organization_id, file_sha256) WHERE withdrawn_at IS NULL;
-- The later statement that gave a movement the provvisorio it lacked.
ALTER TABLE bank_movements ADD COLUMN provvisorio_statement_id uuid;
CREATE INDEX bank_movements_provvisorio_statement ON bank_movements (organization_id, provvisorio_statement_id) WHERE provvisorio_statement_id IS NOT NULL;

-- The reason that an operation asks for stands in the log as well.
ALTER TABLE activity_log ADD COLUMN reason text;

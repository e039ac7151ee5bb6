-- A payment that its PSP took back (outcome 3): it counts no more, neither as paid nor as owed back.
ALTER TABLE receipts ADD COLUMN revoked_at timestamptz;
-- Revocations are few among the rows, and asked for at every flow and every receipt.
CREATE INDEX rendicontazione_rows_revoked ON rendicontazione_rows (organization_id, receipt_id) WHERE outcome_code = 3;

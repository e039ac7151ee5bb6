-- What is taken but doubtful, of a row and of the whole file, is told beside what is refused.
ALTER TABLE flows ADD COLUMN rows_warned integer NOT NULL DEFAULT 0;
ALTER TABLE flows ADD COLUMN warnings jsonb;
ALTER TABLE flow_rows ADD COLUMN warnings jsonb;

ALTER TABLE flow_staging ADD COLUMN warnings jsonb;
GRANT INSERT (warnings) ON flow_staging TO pagodigitale_app;
CREATE OR REPLACE VIEW staged_flow_rows WITH (security_barrier) AS
    SELECT * FROM flow_staging WHERE organization_id = current_setting('app.organization', true);

-- A price is a price: another amount is a mistake unless the service says that it may be asked.
ALTER TABLE services ADD COLUMN allows_other_amounts boolean NOT NULL DEFAULT false;

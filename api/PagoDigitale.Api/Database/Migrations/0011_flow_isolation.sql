-- COPY refuses tables with row-level security, so staged rows are fenced by grants: the application may only add to the table,
-- and not say whose the rows are; it reads and clears them through a view that shows the running transaction's organization.
ALTER TABLE flow_staging ALTER COLUMN organization_id SET DEFAULT nullif(current_setting('app.organization', true), '');
REVOKE ALL ON flow_staging FROM pagodigitale_app;
GRANT INSERT (flow_id, row_number, original, content_hash, external_id, debtor_type, debtor_fiscal_code, debtor_name, debtor_address, debtor_email, debtor_pec,
    service_code, description, amount_cents, due_date, valid_until, accertamento_year, accertamento_number, errors) ON flow_staging TO pagodigitale_app;

CREATE VIEW staged_flow_rows WITH (security_barrier) AS
    SELECT * FROM flow_staging WHERE organization_id = current_setting('app.organization', true);
REVOKE ALL ON staged_flow_rows FROM pagodigitale_app;
GRANT SELECT, DELETE ON staged_flow_rows TO pagodigitale_app;

-- A flow that failed while its positions were being made is confirmed again: its file is not free to be a second flow, which
-- would issue the same debts twice.
DROP INDEX flows_file;
CREATE UNIQUE INDEX flows_file ON flows (organization_id, file_sha256)
    WHERE state NOT IN ('cancelled', 'failed') OR (state = 'failed' AND confirmed_at IS NOT NULL) OR rows_generated > 0;

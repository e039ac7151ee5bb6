-- A row of a flow may bring money for several instalments: the one it tells of, and those that the credit of its payment was
-- assigned to (is_assigned).
ALTER TABLE reversale_payments ADD COLUMN is_assigned boolean NOT NULL DEFAULT false;
ALTER TABLE reversale_payments DROP CONSTRAINT reversale_payments_pkey;
ALTER TABLE reversale_payments ADD PRIMARY KEY (organization_id, reversale_id, row_index, instalment_id, transfer_index, allocation_index);

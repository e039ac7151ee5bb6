-- What of a receipt was given back or assigned before it paid its position: it settles nothing of it.
ALTER TABLE receipts ADD COLUMN withheld_cents bigint NOT NULL DEFAULT 0 CHECK (withheld_cents >= 0);

-- The rows of one debtor are the allocations of one position, and a file may have hundreds of thousands.
ALTER TABLE allocations ALTER COLUMN allocation_index TYPE integer;
ALTER TABLE reversale_payments ALTER COLUMN allocation_index TYPE integer;

-- What of a receipt was given back or assigned before it paid its position: it settles nothing of it.
ALTER TABLE receipts ADD COLUMN withheld_cents bigint NOT NULL DEFAULT 0 CHECK (withheld_cents >= 0);

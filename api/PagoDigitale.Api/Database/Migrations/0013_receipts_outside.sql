-- Receipts of payments outside the node: the reference beside the reason, which is payment_note.
ALTER TABLE receipts ADD COLUMN payment_reference text;

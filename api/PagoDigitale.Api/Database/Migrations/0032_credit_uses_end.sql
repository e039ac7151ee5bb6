-- A use of what was owed back to a payer can be taken back: the refund was none, or came back. It stays, and counts no more.
ALTER TABLE payer_credit_uses ADD COLUMN withdrawn_at timestamptz, ADD COLUMN withdrawal_reason text;
-- What was given back beyond what is owed back is asked for with a notice of its own.
ALTER TABLE payer_credit_uses DROP CONSTRAINT payer_credit_uses_kind_check;
ALTER TABLE payer_credit_uses ADD CONSTRAINT payer_credit_uses_kind_check CHECK (kind IN ('assigned', 'refunded', 'claimed'));

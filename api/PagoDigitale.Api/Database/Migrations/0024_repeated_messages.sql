-- The same message once more is counted and not kept again. Ordinary ones come once, and then both say what they said before.
ALTER TABLE inbound_messages ADD COLUMN seen_count integer NOT NULL DEFAULT 1, ADD COLUMN last_seen_at timestamptz;

-- What a notice shows of its instalment (amount, day, description, which of how many) can change after paper is out: how often it
-- did and when it did last. Both say nothing of the instalments there are: what was on their papers then is not known.
ALTER TABLE instalments ADD COLUMN paper_changes integer NOT NULL DEFAULT 0, ADD COLUMN paper_changed_at timestamptz;

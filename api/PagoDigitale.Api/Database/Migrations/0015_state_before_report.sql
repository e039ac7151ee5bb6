-- What an instalment was when a rendicontazione reported it, for the revision that drops it again.
ALTER TABLE instalments ADD COLUMN state_before_report text;

-- What an instalment was when a rendicontazione reported it, for the revision that drops it again.
ALTER TABLE instalments ADD COLUMN state_before_report text;

-- What was booked of a flow, asked for every flow that is accounted.
CREATE INDEX reversali_rendicontazione ON reversali (organization_id, rendicontazione_id);
CREATE INDEX reversali_flow ON reversali (organization_id, flow_id);

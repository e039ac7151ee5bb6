-- Whether a position is made of several rows is asked when its external code is sent again.
CREATE INDEX flow_rows_of_group ON flow_rows (organization_id, position_id) WHERE is_grouped;

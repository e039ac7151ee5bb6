-- What a flow still waits for may be a credit that somebody has to decide: looked up for each flow of a run.
CREATE INDEX movement_proposals_flow ON movement_proposals (organization_id, rendicontazione_id);

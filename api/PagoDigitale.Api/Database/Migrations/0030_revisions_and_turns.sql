-- A PSP may publish two files of one flow with the same date. The second may take the place of the first; only one is current.
DO $$
DECLARE
    constraint_name text;
BEGIN
    SELECT conname INTO STRICT constraint_name FROM pg_constraint WHERE conrelid = 'rendicontazioni'::regclass AND contype = 'u';
    EXECUTE format('ALTER TABLE rendicontazioni DROP CONSTRAINT %I', constraint_name);
END
$$;
CREATE INDEX rendicontazioni_date_time ON rendicontazioni (organization_id, flow_id, psp_id, flow_date_time);
CREATE UNIQUE INDEX rendicontazioni_current ON rendicontazioni (organization_id, flow_id, psp_id) WHERE state <> 'superseded';

-- Whose jobs are under way: asked by every claim.
CREATE INDEX jobs_running ON jobs (organization_id) WHERE state = 'running';

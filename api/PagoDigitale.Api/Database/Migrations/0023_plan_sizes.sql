-- Plans know how large the tables are, and the lists that walked past everything have their index (specs/decisions/0010-plans.md).

-- Looks at one table that has become twice as large since it was looked at, or never was: from then on everybody's plans are made
-- anew, for a table of that size. Null when there is none. A table at a time, so that each counts at once; one that somebody else
-- looks at is left to him.
CREATE FUNCTION know_table_size() RETURNS text
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
    grown regclass;
BEGIN
    SELECT c.oid INTO grown FROM pg_class c
    WHERE c.relkind = 'r' AND c.relpersistence = 'p' AND c.relnamespace = 'public'::regnamespace
      -- Under nine pages whatever plan reads little.
      AND pg_relation_size(c.oid) / current_setting('block_size')::integer > greatest(8, 2 * c.relpages)
      -- Nor one that a long transaction is filling: what is not committed counts for nothing, and the table would be taken for empty.
      AND NOT EXISTS (
          SELECT FROM pg_locks l LEFT JOIN pg_stat_activity a ON a.pid = l.pid
          WHERE l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND l.relation = c.oid AND (l.mode = 'ShareUpdateExclusiveLock'
              OR (l.mode = 'RowExclusiveLock' AND coalesce(a.xact_start < clock_timestamp() - interval '1 second', true))))
    ORDER BY pg_relation_size(c.oid) DESC LIMIT 1;
    IF grown IS NOT NULL THEN
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
    END IF;
    RETURN grown;
END $$;
REVOKE ALL ON FUNCTION know_table_size() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION know_table_size() TO pagodigitale_app;

-- What waits for its place in the log, in its order: the planner walked the whole log for it.
DROP INDEX activity_log_unsealed;
CREATE INDEX activity_log_unsealed ON activity_log (organization_id, activity_id) WHERE sequence IS NULL;
-- Finished jobs are forgotten by age, every few minutes.
CREATE INDEX jobs_finished ON jobs (finished_at) WHERE state = 'done';
-- The feed of one subject, in its order.
DROP INDEX events_subject;
CREATE INDEX events_subject ON events (organization_id, subject_id, sequence);
CREATE INDEX refused_messages_state ON refused_messages (organization_id, state, refused_message_id);
-- When the last reconciliation was.
CREATE INDEX reconciliation_jobs_completed ON reconciliation_jobs (organization_id, completed_at) WHERE state = 'completed';
-- A movement names a flow in whatever case; for each movement the flows of the organization were read.
ALTER TABLE rendicontazioni ADD COLUMN flow_key text COLLATE "C" GENERATED ALWAYS AS (upper(flow_id COLLATE "C")) STORED;
CREATE INDEX rendicontazioni_flow_key ON rendicontazioni (organization_id, flow_key);

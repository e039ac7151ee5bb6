-- The anomalous items that still hold, by class and shape: of the last run over everything and the narrower ones after it, each
-- thing as the last of them saw it. $1 is the organization.
WITH everything AS (
    SELECT completed_at FROM door.reconciliation_jobs
    WHERE organization_id = $1 AND state = 'completed' AND statement_id IS NULL AND flusso_id IS NULL
        ORDER BY completed_at DESC LIMIT 1),
scopes AS (
    SELECT DISTINCT ON (statement_id, flusso_id) job_id, completed_at FROM door.reconciliation_jobs
    WHERE organization_id = $1 AND state = 'completed' AND completed_at >= coalesce((SELECT completed_at
        FROM everything), '-infinity')
    ORDER BY statement_id, flusso_id, completed_at DESC, job_id DESC),
runs AS MATERIALIZED (
    SELECT job_id, row_number() OVER (ORDER BY completed_at DESC, job_id DESC) AS place, count(*) OVER () AS runs FROM scopes
        ORDER BY place LIMIT {{runs_max}}),
later AS MATERIALIZED (
    SELECT runs.place, i.rendicontazione_id, i.movement_id, i.receipt_record_id
    FROM runs JOIN door.reconciliation_items i ON i.organization_id = $1 AND i.job_id = runs.job_id
        WHERE runs.place < runs.runs)
SELECT i.class, i.shape, count(*)::int, sum(abs(i.amount_cents))::bigint
FROM runs JOIN door.reconciliation_items i ON i.organization_id = $1 AND i.job_id = runs.job_id AND NOT i.is_regular
WHERE NOT EXISTS (SELECT FROM ({{last_of_flow}}) l WHERE l.id = i.rendicontazione_id AND l.place < runs.place)
  AND NOT EXISTS (SELECT FROM ({{last_of_movement}}) l WHERE l.id = i.movement_id AND l.place < runs.place)
  AND NOT EXISTS (SELECT FROM ({{last_of_receipt}}) l WHERE l.id = i.receipt_record_id AND l.place < runs.place)
  AND NOT EXISTS (SELECT FROM door.rendicontazioni r WHERE r.organization_id = $1
      AND r.rendicontazione_id = i.rendicontazione_id AND r.state = 'superseded')
GROUP BY i.class, i.shape

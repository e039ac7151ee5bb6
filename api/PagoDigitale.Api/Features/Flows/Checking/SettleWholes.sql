-- What is left of positions of flow $2 of which a row is rejected is rejected; of those of which a row is left out it is left out, as
-- issued already where the row is. How many rows of either; $1 is the organization.
WITH broken AS MATERIALIZED (
    SELECT external_id, min(row_number) FILTER (WHERE verdict = 'rejected') AS row_number,
        (array_agg(warnings ORDER BY row_number) FILTER (WHERE verdict = 'excluded')) [1] AS warnings
    FROM flow_rows
    WHERE organization_id = $1 AND flow_id = $2 AND option_index IS NOT NULL AND external_id IS NOT NULL AND verdict <> 'generated'
    GROUP BY external_id
    HAVING count(*) FILTER (WHERE verdict = 'rejected') BETWEEN 1 AND count(*) - 1
        OR count(*) FILTER (WHERE verdict = 'excluded') BETWEEN 1 AND count(*) - 1),
before AS MATERIALIZED (
    SELECT r.row_number, r.verdict AS verdict_before, r.warnings IS NOT NULL AS was_warned
    FROM flow_rows r JOIN broken b ON b.external_id = r.external_id
    WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.option_index IS NOT NULL AND r.verdict <> 'generated'
        AND CASE WHEN b.row_number IS NULL THEN r.verdict = 'valid' ELSE r.verdict IN ('valid', 'excluded') END),
settled AS (
    UPDATE flow_rows r SET verdict = CASE WHEN b.row_number IS NULL THEN 'excluded' ELSE 'rejected' END,
        errors = CASE WHEN b.row_number IS NOT NULL THEN jsonb_build_array(jsonb_build_object(
            'field', 'riga', 'code', '{{code}}', 'message', {{rejected}}, 'remedy', {{correct_rows}})) END,
        warnings = CASE WHEN b.row_number IS NULL THEN nullif(coalesce(r.warnings, '[]') || coalesce((
            SELECT jsonb_agg(w) FROM jsonb_array_elements(b.warnings) w WHERE w ->> 'code' = 'already-issued'), '[]'), '[]')
            ELSE r.warnings END
    FROM before o, broken b
    WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = o.row_number AND b.external_id = r.external_id
    RETURNING {{owed_cents}} AS cents, r.verdict, o.verdict_before, r.warnings IS NOT NULL AND NOT o.was_warned AS is_warned),
moved AS (
    SELECT (count(*) FILTER (WHERE verdict = 'rejected'))::int AS rejected,
        (count(*) FILTER (WHERE verdict = 'excluded'))::int AS excluded,
        (count(*) FILTER (WHERE verdict_before = 'excluded'))::int AS taken_back,
        coalesce(sum(cents) FILTER (WHERE verdict = 'rejected'), 0)::bigint AS rejected_cents,
        coalesce(sum(cents) FILTER (WHERE verdict = 'excluded'), 0)::bigint AS excluded_cents,
        coalesce(sum(cents) FILTER (WHERE verdict_before = 'excluded'), 0)::bigint AS taken_back_cents,
        (count(*) FILTER (WHERE is_warned))::int AS warned
    FROM settled)
UPDATE flows f SET rows_warned = f.rows_warned + m.warned,
    rows_valid = f.rows_valid - (m.rejected + m.excluded - m.taken_back),
    valid_cents = f.valid_cents - (m.rejected_cents + m.excluded_cents - m.taken_back_cents),
    rows_rejected = f.rows_rejected + m.rejected, rejected_cents = f.rejected_cents + m.rejected_cents,
    rows_excluded = f.rows_excluded + m.excluded - m.taken_back,
    excluded_cents = f.excluded_cents + m.excluded_cents - m.taken_back_cents
FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rejected + m.excluded > 0
RETURNING m.excluded, m.rejected

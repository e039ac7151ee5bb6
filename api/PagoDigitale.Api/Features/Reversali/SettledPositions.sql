-- The instalments that the flows $2 settle by their reversali $3, by flow and position: all of their own transfers are booked now, and
-- were not before. $1 is the organization.
-- temporary: reversale_shares (source_id uuid, instalment_id uuid, is_assigned boolean, cents bigint)
WITH told AS MATERIALIZED (
    SELECT DISTINCT ON (i.instalment_id) i.instalment_id, i.position_id, i.receipt_record_id, w.rendicontazione_id
    FROM door.rendicontazione_rows w JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
    WHERE w.organization_id = $1 AND w.rendicontazione_id = ANY ($2) AND w.amount_cents > 0 AND w.outcome_code <> 3
      AND (w.receipt_record_id IS NULL OR w.receipt_record_id = i.receipt_record_id)
    ORDER BY i.instalment_id, w.rendicontazione_id DESC)
SELECT flow, position_id, array_agg(DISTINCT instalment_id ORDER BY instalment_id)
FROM (
    SELECT i.rendicontazione_id AS flow, i.position_id, i.instalment_id FROM told i
    WHERE NOT {{has_unaccounted}} AND {{had_unaccounted}}
    UNION ALL
    SELECT s.source_id, i.position_id, i.instalment_id
    FROM reversale_shares s JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = s.instalment_id
    WHERE s.is_assigned AND s.cents > 0 AND NOT EXISTS (
        SELECT FROM reversale_payments b
        JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id
            AND v.annulled_at IS NULL AND v.reversale_id <> ALL ($3)
        WHERE b.organization_id = $1 AND b.instalment_id = i.instalment_id AND b.amount_cents > 0 OFFSET 0)) settled
GROUP BY flow, position_id

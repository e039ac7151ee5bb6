-- The items of the series $2 that hold no more, or not as they are: they did until the run before, $3. $4 to $6 are the classes of shapes.
-- $1 is the organization. By class: how many, and how much.
{{temporary}}
WITH ended AS (
    UPDATE reconciliation_items i SET last_run = $3
    {{from}}
    WHERE i.organization_id = $1 AND i.series_id = $2 AND i.last_run = 2147483647 {{narrowed}}
      AND NOT EXISTS (
        SELECT FROM reconciliation_facts f JOIN unnest($4::bigint[], $5::text[], $6::boolean[]) AS k(shape, class, is_regular)
            ON k.shape = f.shape
        WHERE f.kind = i.kind AND f.subject_id = i.subject_id AND f.subject_index = i.subject_index
          AND (f.shape, k.class, k.is_regular, f.amount_cents, f.difference_cents, f.since, f.iuv, f.notice_number, f.flusso_id,
                f.position_id, f.instalment_id, f.receipt_record_id, f.rendicontazione_id, f.movement_id, f.position_cents,
                f.receipt_cents, f.row_cents, f.total_cents, f.movement_cents, f.booked_by)
            IS NOT DISTINCT FROM (i.shape, i.class, i.is_regular, i.amount_cents, i.difference_cents, i.since, i.iuv, i.notice_number,
                i.flusso_id, i.position_id, i.instalment_id, i.receipt_record_id, i.rendicontazione_id, i.movement_id, i.position_cents,
                i.receipt_cents, i.row_cents, i.total_cents, i.movement_cents, i.booked_by))
    RETURNING i.class, i.is_regular, i.amount_cents)
SELECT class, is_regular, count(*)::integer, sum(amount_cents)::bigint FROM ended GROUP BY class, is_regular

-- The facts that no item of the series $2 tells of become items from the run $3 on. $4 to $6 are the classes of shapes, $7 the beginning
-- of the identifiers. $1 is the organization. By class: how many, and how much.
{{temporary}}
WITH written AS (
    INSERT INTO reconciliation_items (organization_id, series_id, item_id, kind, subject_id, subject_index, first_run, class, is_regular,
        amount_cents, difference_cents, iuv, notice_number, flusso_id, position_id, instalment_id, receipt_record_id, rendicontazione_id,
        movement_id, shape, position_cents, receipt_cents, row_cents, total_cents, movement_cents, booked_by, since)
    SELECT $1, $2, {{item_id}}, f.kind, f.subject_id, f.subject_index, $3, k.class, k.is_regular,
        f.amount_cents, f.difference_cents, f.iuv, f.notice_number, f.flusso_id, f.position_id, f.instalment_id, f.receipt_record_id,
        f.rendicontazione_id, f.movement_id, f.shape, f.position_cents, f.receipt_cents, f.row_cents, f.total_cents, f.movement_cents,
        f.booked_by, f.since
    FROM reconciliation_facts f
    JOIN unnest($4::bigint[], $5::text[], $6::boolean[]) AS k(shape, class, is_regular) ON k.shape = f.shape
    {{new}}
    RETURNING class, is_regular, amount_cents)
SELECT class, is_regular, count(*)::integer, sum(amount_cents)::bigint FROM written GROUP BY class, is_regular

-- The open cases, without an end to their number. A case of a flow is keyed by its reversale, one of a refund by its receipt, with
-- places that no transfer and no allocation has. $1 is the organization; what is asked of the accertamento follows, for excess and for
-- shortfall, and then the last case of the page before.
SELECT * FROM (
    SELECT e.instalment_id AS key, e.transfer_index, e.allocation_index, e.cause, a.year, a.number, a.chapter,
        e.booked, e.collected, abs(e.booked - e.collected) AS amount, i.iuv, i.notice_number, i.position_id, e.reversale_id,
            NULL::text AS flusso_id,
        NULL::uuid AS receipt_record_id
    FROM (SELECT * FROM ({{excess}}) excess UNION ALL {{unbooked}}) e
    JOIN door.accertamenti a ON a.organization_id = $1 AND a.accertamento_id = e.accertamento_id
    JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = e.instalment_id
    WHERE e.cause IS NOT NULL {{of_accertamento}}
    UNION ALL
    SELECT s.reversale_id, -1::smallint, -1, 'storno', NULL, NULL, NULL, s.booked, greatest(s.came, 0), s.taken_back,
        NULL, NULL, NULL, s.reversale_id, s.flusso_id, NULL
    FROM ({{shortfall}}) s
    WHERE s.taken_back > 0 {{of_reversale}} {{refunds}}) cases
{{after}}
ORDER BY key, transfer_index, allocation_index

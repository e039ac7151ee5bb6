namespace PagoDigitale.Api.Features.Reversali.Door;

/// <summary>
/// Credits of payers that were assigned to another notice, as SQL. Their money came with the payment that owed it back, so it is booked
/// with the flow of that payment, on the accertamenti of the notice it was assigned to; the receipt that the notice has (version
/// <c>assigned</c>) tells of no other money. $1 is the organization.
/// </summary>
public static class AssignedSql
{
    /// <summary>Reversali v that stand, what they booked (b), the row that brought it (x), its flow (o) and its receipt (d).</summary>
    private const string Booked = """
        reversale_payments b
        JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
        JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
        JOIN door.rendicontazione_rows x ON x.organization_id = $1 AND x.rendicontazione_id = v.rendicontazione_id
            AND x.row_index = b.row_index
        LEFT JOIN door.receipts d ON d.organization_id = $1 AND d.receipt_record_id = x.receipt_record_id
        """;

    /// <summary>Booked by a flow that the relation <c>sources</c> does not have: what its own flows booked is what is split here.</summary>
    private const string IsElsewhere = "NOT EXISTS (SELECT FROM sources s WHERE (s.flow_id, s.psp_id) = (o.flow_id, o.psp_id))";

    /// <summary>
    /// To come after a relation <c>paid</c> and <c>own</c>, its shares on the debts it pays. Each payment, in the order of its rows, fills
    /// with what it has left the notices that its credit was assigned to, the first one first, as far as no other flow has booked them.
    /// One that was revoked takes back in the same way what was booked of it. <c>assigned</c> has the columns of <c>own</c>.
    /// </summary>
    public const string Shares = $"""
        credited AS MATERIALIZED (
            SELECT p.receipt_record_id, p.is_paid, p.source_id, p.place, abs(p.amount_cents) AS cents
            FROM paid p
            WHERE (p.is_paid AND EXISTS (
                    SELECT FROM door.payer_credit_uses u
                    WHERE u.organization_id = $1 AND u.receipt_record_id = p.receipt_record_id AND u.kind = 'assigned'
                        AND u.withdrawn_at IS NULL
                    OFFSET 0))
                OR (NOT p.is_paid AND EXISTS (
                    SELECT FROM door.receipts d
                    WHERE d.organization_id = $1 AND d.receipt_record_id = p.receipt_record_id AND d.revoked_at IS NOT NULL OFFSET 0))),
        sources AS MATERIALIZED (
            SELECT DISTINCT r.flow_id, r.psp_id
            FROM credited c JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = c.source_id),
        brought AS (
            SELECT f.*, sum(f.cents) OVER (PARTITION BY f.receipt_record_id, f.is_paid ORDER BY f.source_id, f.place) - f.cents AS before
            FROM (
                SELECT c.receipt_record_id, c.is_paid, c.source_id, c.place, c.cents - coalesce(sum(abs(o.cents)), 0) AS cents
                FROM credited c LEFT JOIN own o ON o.source_id = c.source_id AND o.place = c.place
                GROUP BY c.receipt_record_id, c.is_paid, c.source_id, c.place, c.cents) f),
        due AS (
            SELECT u.receipt_record_id, true AS is_paid, u.use_id, a.instalment_id, a.transfer_index, a.allocation_index, a.accertamento_id,
                a.amount_cents - coalesce((
                    SELECT sum(b.amount_cents) FROM {Booked}
                    WHERE b.organization_id = $1 AND b.instalment_id = a.instalment_id AND b.transfer_index = a.transfer_index
                      AND b.allocation_index = a.allocation_index AND d.revoked_at IS NULL AND {IsElsewhere}), 0) AS cents
            FROM door.payer_credit_uses u
            JOIN door.allocations a ON a.organization_id = $1 AND a.instalment_id = u.instalment_id
            JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = a.instalment_id AND t.transfer_index = a.transfer_index
                AND t.beneficiary = $1
            WHERE u.organization_id = $1 AND u.kind = 'assigned' AND u.withdrawn_at IS NULL
              AND u.receipt_record_id IN (SELECT c.receipt_record_id FROM credited c WHERE c.is_paid)
            UNION ALL
            SELECT x.receipt_record_id, false, NULL, b.instalment_id, b.transfer_index, b.allocation_index, b.accertamento_id,
                sum(b.amount_cents)
            FROM (SELECT DISTINCT c.receipt_record_id FROM credited c WHERE NOT c.is_paid) t
            JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = t.receipt_record_id
            JOIN ({Booked}) ON b.organization_id = $1 AND x.rendicontazione_id = w.rendicontazione_id AND x.row_index = w.row_index
            WHERE b.is_assigned AND {IsElsewhere}
            GROUP BY x.receipt_record_id, b.instalment_id, b.transfer_index, b.allocation_index, b.accertamento_id),
        wanted AS (
            SELECT d.*, sum(d.cents) OVER (PARTITION BY d.receipt_record_id, d.is_paid
                ORDER BY d.use_id, d.instalment_id, d.transfer_index, d.allocation_index) - d.cents AS before
            FROM due d WHERE d.cents > 0),
        assigned AS (
            SELECT b.source_id, b.place, w.instalment_id, w.transfer_index, w.allocation_index, w.accertamento_id,
                CASE WHEN b.is_paid THEN 1 ELSE -1 END
                * (least(b.before + b.cents, w.before + w.cents) - greatest(b.before, w.before))::bigint AS cents
            FROM brought b JOIN wanted w ON w.receipt_record_id = b.receipt_record_id AND w.is_paid = b.is_paid
            WHERE least(b.before + b.cents, w.before + w.cents) > greatest(b.before, w.before))
        """;

    /// <summary>
    /// Why what was booked of an instalment <c>e</c> as assigned is not assigned any more: the payment was revoked, or brought less than
    /// was told.
    /// </summary>
    public const string WithdrawnCause = $"""
        (SELECT CASE WHEN bool_or(d.revoked_at IS NOT NULL) THEN 'revoked' ELSE 'revised' END FROM {Booked}
        WHERE b.organization_id = $1 AND b.instalment_id = e.instalment_id AND b.is_assigned)
        """;

    /// <summary>
    /// What was assigned after the flows that brought it were booked, or is not booked with them for another reason: instalment_id,
    /// transfer_index, allocation_index, accertamento_id, reversale_id (the last one of these flows), booked, collected, cause.
    /// </summary>
    public const string Unbooked = $"""
        SELECT a.instalment_id, a.transfer_index, a.allocation_index, a.accertamento_id, l.reversale_id,
            greatest(0, coalesce(k.cents, 0)) AS booked, a.amount_cents AS collected, 'assigned' AS cause
        FROM door.payer_credit_uses u
        JOIN door.allocations a ON a.organization_id = $1 AND a.instalment_id = u.instalment_id
        JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = a.instalment_id AND t.transfer_index = a.transfer_index
            AND t.beneficiary = $1
        LEFT JOIN (
            SELECT b.instalment_id, b.transfer_index, b.allocation_index, sum(b.amount_cents)::bigint AS cents
            FROM reversale_payments b
            JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
            WHERE b.organization_id = $1
              AND b.instalment_id IN (SELECT c.instalment_id FROM door.payer_credit_uses c WHERE c.organization_id = $1)
            GROUP BY b.instalment_id, b.transfer_index, b.allocation_index) k
            ON k.instalment_id = a.instalment_id AND k.transfer_index = a.transfer_index AND k.allocation_index = a.allocation_index
        JOIN (
            SELECT w.receipt_record_id,
                (array_agg(v.reversale_id ORDER BY v.reversale_id DESC) FILTER (WHERE v.reversale_id IS NOT NULL))[1] AS reversale_id
            FROM door.rendicontazione_rows w
            JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                AND r.state <> 'superseded'
            JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.flow_id = r.flow_id AND o.psp_id = r.psp_id
            LEFT JOIN reversali v ON v.organization_id = $1 AND v.rendicontazione_id = o.rendicontazione_id AND v.annulled_at IS NULL
            WHERE w.organization_id = $1 AND w.outcome_code <> 3
              AND w.receipt_record_id IN (
                  SELECT c.receipt_record_id FROM door.payer_credit_uses c WHERE c.organization_id = $1 AND c.kind = 'assigned'
                      AND c.withdrawn_at IS NULL)
            GROUP BY w.receipt_record_id HAVING bool_and(r.is_accounted)) l ON l.receipt_record_id = u.receipt_record_id
        WHERE u.organization_id = $1 AND u.kind = 'assigned' AND u.withdrawn_at IS NULL AND coalesce(k.cents, 0) < a.amount_cents
            AND l.reversale_id IS NOT NULL
        """;
}

namespace PagoDigitale.Api.Features.Allocations.Exposed;

/// <summary>
/// How money collected reaches the accertamenti, as SQL that reversali and the allocation lists share. A payment follows the
/// allocations of the transfer it pays, in their order and up to its amount; a revoked payment takes the same back. What
/// is a second payment of the same debt, or pays what was not owed any more, belongs to the payer and to no accertamento; of
/// two rows that tell of one payment the first that came counts. $1 is the organization.
/// </summary>
public static class CollectedSql
{
    /// <summary>Payments told by rendicontazioni; <paramref name="where"/> chooses among <c>r</c> (rendicontazione) and <c>w</c> (row).</summary>
    public static string ReportedPayments(string where) => $"""
        SELECT w.rendicontazione_id AS source_id, w.row_index AS place, w.iuv, w.instalment_id, w.transfer_index, w.amount_cents, w.outcome_code <> 3 AS is_paid,
            coalesce(c.classification = 'duplicate-payment', false) OR coalesce(i.is_paid_outside_node, false)
            OR coalesce(i.is_released AND (c.receipt_record_id IS NULL OR c.classification = 'state-mismatch'), false)
            OR (w.outcome_code <> 3 AND w.instalment_id IS NOT NULL AND EXISTS (
                SELECT FROM rendicontazione_rows e
                JOIN rendicontazioni f ON f.organization_id = $1 AND f.rendicontazione_id = e.rendicontazione_id AND f.state <> 'superseded'
                LEFT JOIN receipts d ON d.organization_id = $1 AND d.receipt_record_id = e.receipt_record_id
                WHERE e.organization_id = $1 AND e.instalment_id = w.instalment_id AND e.transfer_index IS NOT DISTINCT FROM w.transfer_index AND e.outcome_code <> 3
                  AND (e.rendicontazione_id, e.row_index) < (w.rendicontazione_id, w.row_index) AND d.classification IS DISTINCT FROM 'duplicate-payment')) AS is_duplicate,
            coalesce(p.debtor_fiscal_code, c.debtor_fiscal_code) AS debtor_fiscal_code, coalesce(p.debtor_name, c.debtor_name) AS debtor_name,
            coalesce(c.paid_at, i.paid_at) AS paid_at
        FROM rendicontazioni r
        JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
        LEFT JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
        LEFT JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
        LEFT JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
        WHERE r.organization_id = $1 AND ({where})
        """;

    /// <summary>Our shares of receipts that no current rendicontazione tells of yet; <paramref name="where"/> chooses among <c>c</c> (receipt).</summary>
    public static string UnreportedPayments(string where) => $"""
        SELECT c.receipt_record_id AS source_id, t.transfer_index::int AS place, c.iuv, c.instalment_id, t.transfer_index, t.amount_cents, true AS is_paid,
            c.classification = 'duplicate-payment' OR (coalesce(i.is_paid_outside_node, false) AND c.version <> 'outside')
            OR (c.classification = 'state-mismatch' AND coalesce(i.is_released, false)) AS is_duplicate,
            c.debtor_fiscal_code, c.debtor_name, c.paid_at
        FROM receipts c
        JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
        LEFT JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
        WHERE c.organization_id = $1 AND ({where})
          AND NOT EXISTS (SELECT FROM rendicontazione_rows w JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
              WHERE w.organization_id = $1 AND w.receipt_id = c.receipt_id AND w.iuv = c.iuv AND coalesce(w.transfer_index, t.transfer_index) = t.transfer_index)
        """;

    /// <summary>
    /// Which instalments of a relation <c>touched</c> (instalment_id, receipt_record_id) have payments that must be looked at one
    /// by one. Any other that has a receipt was paid once, as it was owed, and reported alike if at all: its shares are its
    /// allocations, which is the same as <see cref="Shares"/> says and many times quicker to sum.
    /// </summary>
    public const string Unusual = """
        SELECT c.instalment_id
        FROM touched t JOIN receipts c ON c.organization_id = $1 AND c.instalment_id = t.instalment_id
        WHERE c.classification NOT IN ('regular', 'outside-node')
        UNION
        SELECT w.instalment_id
        FROM touched t
        JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = t.instalment_id
        JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
        LEFT JOIN transfers o ON o.organization_id = $1 AND o.instalment_id = w.instalment_id AND o.transfer_index = w.transfer_index
        GROUP BY w.instalment_id, w.transfer_index
        HAVING count(*) > 1
            OR bool_or(w.outcome_code = 3 OR w.receipt_record_id IS NULL OR w.receipt_record_id IS DISTINCT FROM t.receipt_record_id OR w.amount_cents IS DISTINCT FROM o.amount_cents)
        """;

    /// <summary>Shares of accertamenti out of a relation <c>paid</c> with the columns above: source_id, place, accertamento_id, cents.</summary>
    public const string Shares = """
        SELECT paid.source_id, paid.place, a.accertamento_id, sign(paid.amount_cents)::bigint
            * least(a.amount_cents, greatest(0, abs(paid.amount_cents) - (sum(a.amount_cents) OVER (PARTITION BY paid.source_id, paid.place ORDER BY a.transfer_index, a.allocation_index) - a.amount_cents)))::bigint AS cents
        FROM paid
        JOIN allocations a ON a.organization_id = $1 AND a.instalment_id = paid.instalment_id AND (paid.transfer_index IS NULL OR a.transfer_index = paid.transfer_index)
        JOIN transfers t ON t.organization_id = $1 AND t.instalment_id = a.instalment_id AND t.transfer_index = a.transfer_index AND t.beneficiary = $1
        WHERE NOT paid.is_duplicate
        """;
}

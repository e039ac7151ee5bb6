using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Reversali.Door;

/// <summary>
/// How money collected reaches the accertamenti, as SQL that reversali, totals and controls share. A payment follows the
/// allocations of the transfer it pays, in their order and up to its amount, and not beyond what the receipt of the debt brought
/// (<see cref="PaidShortSql"/>); a revoked payment takes the same back. What
/// is a second payment of the same debt, is owed back since its notice was unknown, or pays what was not owed any more, belongs to
/// the payer and to no accertamento (<c>is_foreign</c>); nothing is collected of one that was revoked as a whole. Of two rows that
/// tell of one payment one counts (<c>is_duplicate</c> is the other): what is booked already decides, else the row that came
/// first. $1 is the organization.
/// </summary>
public static class CollectedSql
{
    /// <summary>
    /// Receipt c may have brought less than is owed. One that rows made is regular until they tell of the whole, and what is missing of it
    /// can be written off before.
    /// </summary>
    private const string IsUnusual = "c.classification <> 'regular' OR c.version = 'reported'";

    private const string ReportedForeign = """
        (coalesce(c.classification IN ('duplicate-payment', 'unknown-notice'), false) OR coalesce(i.is_paid_outside_node, false)
            OR coalesce(i.is_released AND (c.receipt_record_id IS NULL OR c.classification = 'state-mismatch'), false))
        """;

    /// <summary>
    /// Besides: a receipt whose debt a row of another identifier, without a receipt of its own, tells of already. They cannot both pay it.
    /// </summary>
    private const string UnreportedForeign = """
        (c.classification = 'duplicate-payment' OR (coalesce(i.is_paid_outside_node, false) AND c.version <> 'outside')
            OR (c.classification = 'state-mismatch' AND coalesce(i.is_released, false))
            OR (c.version IN ('v1', 'v2') AND c.instalment_id IS NOT NULL AND EXISTS (
                SELECT FROM door.rendicontazione_rows e
                JOIN door.rendicontazioni f ON f.organization_id = $1
                    AND f.rendicontazione_id = e.rendicontazione_id AND f.state <> 'superseded'
                WHERE e.organization_id = $1 AND e.instalment_id = c.instalment_id
                  AND coalesce(e.transfer_index, t.transfer_index) = t.transfer_index
                  AND e.receipt_record_id IS NULL AND e.outcome_code <> 3)))
        """;

    /// <summary>
    /// Of rows not booked yet the first one counts; what is booked of other flows is asked apart, so theirs do not matter here. One of
    /// another payment, which the PSP took back, does not count either.
    /// </summary>
    private const string IsToldBefore = """
        EXISTS (
            SELECT FROM door.rendicontazione_rows e
            JOIN door.rendicontazioni f ON f.organization_id = $1
                AND f.rendicontazione_id = e.rendicontazione_id AND f.state <> 'superseded'
                AND (NOT f.is_accounted OR f.rendicontazione_id = w.rendicontazione_id)
            LEFT JOIN door.receipts d ON d.organization_id = $1 AND d.receipt_record_id = e.receipt_record_id
            WHERE e.organization_id = $1 AND e.instalment_id = w.instalment_id AND e.outcome_code <> 3
              AND (e.transfer_index IS NULL OR w.transfer_index IS NULL OR e.transfer_index = w.transfer_index)
              AND (e.rendicontazione_id, e.row_index) < (w.rendicontazione_id, w.row_index)
              AND coalesce(d.classification NOT IN ('duplicate-payment', 'unknown-notice'), true)
              AND (d.revoked_at IS NULL OR e.iur = w.iur))
        """;

    /// <summary>
    /// The reversale of another flow, in whichever of its revisions, has booked this transfer of the debt. What it booked of another
    /// payment, which the PSP took back since, goes with the flow that says so.
    /// </summary>
    private const string IsBookedElsewhere = """
        EXISTS (
            SELECT sum(b.amount_cents) FROM reversale_payments b
            JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
            JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
                AND (o.flusso_id, o.psp_id) <> (r.flusso_id, r.psp_id)
            JOIN door.rendicontazione_rows x ON x.organization_id = $1 AND x.rendicontazione_id = v.rendicontazione_id
                AND x.row_index = b.row_index
            LEFT JOIN door.receipts d ON d.organization_id = $1 AND d.receipt_record_id = x.receipt_record_id
            WHERE b.organization_id = $1 AND b.instalment_id = w.instalment_id
              AND b.transfer_index = coalesce(w.transfer_index, b.transfer_index)
              AND (d.revoked_at IS NULL OR x.iur = w.iur)
            HAVING sum(b.amount_cents) > 0)
        """;

    private const string IsReportedTwice =
        $"{ReportedForeign} OR (w.outcome_code <> 3 AND w.instalment_id IS NOT NULL AND ({IsToldBefore} OR {IsBookedElsewhere}))";

    /// <summary>
    /// A revocation that names no transfer takes back what was told of the payment, and nothing of another transfer; where nothing
    /// was told, of all.
    /// </summary>
    private const string ToldTransfers = """
        CASE WHEN w.outcome_code = 3 AND w.transfer_index IS NULL THEN (
            SELECT CASE WHEN NOT bool_or(e.transfer_index IS NULL) THEN array_agg(e.transfer_index) END
            FROM door.rendicontazione_rows e
            JOIN door.rendicontazioni f ON f.organization_id = $1
                AND f.rendicontazione_id = e.rendicontazione_id AND f.state <> 'superseded'
            WHERE e.organization_id = $1 AND e.iur = w.iur AND e.iuv = w.iuv AND e.outcome_code <> 3) END
        """;

    /// <summary>
    /// An amount told of receipt c, or of its transfer of this index. What was given back before the debt was made is not collected:
    /// it is taken off the last own transfers.
    /// </summary>
    private static string Kept(string amount, string index) =>
        $"""
            CASE WHEN coalesce(c.withheld_cents, 0) = 0 THEN {amount} ELSE sign({amount})::bigint * least(abs({amount}), (
                SELECT coalesce(sum(k.cents), 0)::bigint FROM (
                    SELECT p.transfer_index, greatest(0, least(p.amount_cents, sum(p.amount_cents) OVER () - c.withheld_cents
                        - sum(p.amount_cents) OVER (ORDER BY p.transfer_index) + p.amount_cents)) AS cents
                    FROM door.receipt_transfers p
                    WHERE p.organization_id = $1 AND p.receipt_record_id = c.receipt_record_id AND p.beneficiary = $1) k
                WHERE k.transfer_index = coalesce({index}, k.transfer_index))) END
            """;

    /// <summary>
    /// Payments told by rendicontazioni; <paramref name="where"/> chooses among <c>r</c> (rendicontazione) and <c>w</c> (row).
    /// Sums that are limited by <see cref="Collected"/> need not know which of two rows counts: <paramref name="isSummed"/>.
    /// </summary>
    public static SqlText ReportedPayments(string where, bool isSummed = false) =>
        SqlText.Part(
            typeof(CollectedSql),
            "ReportedPayments.sql",
            ("kept", Kept("w.amount_cents", "w.transfer_index")),
            ("foreign", ReportedForeign),
            ("is_duplicate", isSummed ? "false" : IsReportedTwice),
            ("told_transfers", ToldTransfers),
            ("is_unusual", IsUnusual),
            ("where", where)
        );

    /// <summary>
    /// Our shares of receipts that no current rendicontazione tells of yet; <paramref name="where"/> chooses among <c>c</c> (receipt).
    /// </summary>
    public static SqlText UnreportedPayments(string where) =>
        SqlText.Part(
            typeof(CollectedSql),
            "UnreportedPayments.sql",
            ("kept", Kept("t.amount_cents", "t.transfer_index")),
            ("foreign", UnreportedForeign),
            ("is_unusual", IsUnusual),
            ("where", where)
        );

    /// <summary>
    /// Which instalments of a relation <c>touched</c> (instalment_id, receipt_record_id) have payments that must be looked at one
    /// by one. Any other that has a receipt was paid once, as it was owed, and reported alike if at all: its shares are its
    /// allocations, which is the same as <see cref="Collected"/> says and many times quicker to sum.
    /// </summary>
    public const string Unusual = """
        SELECT c.instalment_id
        FROM touched t JOIN door.receipts c ON c.organization_id = $1 AND c.instalment_id = t.instalment_id
        WHERE c.classification NOT IN ('regular', 'outside-node') OR c.version = 'reported'
        UNION
        SELECT w.instalment_id
        FROM touched t
        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = t.instalment_id
        JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id AND r.state <> 'superseded'
        LEFT JOIN door.transfers o ON o.organization_id = $1 AND o.instalment_id = w.instalment_id AND o.transfer_index = w.transfer_index
        GROUP BY w.instalment_id, w.transfer_index
        HAVING count(*) > 1
            OR bool_or(w.outcome_code = 3 OR w.receipt_record_id IS NULL OR w.receipt_record_id IS DISTINCT FROM t.receipt_record_id
                OR w.amount_cents IS DISTINCT FROM o.amount_cents)
        """;

    /// <summary>
    /// What of a relation <c>paid</c> with the columns above each allocation gets from each payment that counts: source_id, place,
    /// instalment_id, transfer_index, allocation_index, accertamento_id, cents, is_assigned: to another notice than the payment's own.
    /// </summary>
    public static readonly SqlText Shares = SqlText.Part(
        typeof(CollectedSql),
        "CollectedShares.sql",
        ("own", SharesUnless("is_duplicate")),
        ("assigned", AssignedSql.Shares)
    );

    /// <summary>
    /// What came for each allocation, whatever and however often it was told: the payments less what was revoked, never more
    /// than the greatest of them, hence never more than was owed. Same columns without source and place.
    /// </summary>
    public static readonly string Collected = $"""
        SELECT instalment_id, transfer_index, allocation_index, accertamento_id,
            greatest(0, least(sum(cents), max(cents)))::bigint AS cents
        FROM ({SharesUnless("is_foreign")}) told GROUP BY instalment_id, transfer_index, allocation_index, accertamento_id
        """;

    /// <summary>
    /// What an allocation takes at most of a payment: what the receipt of the debt brought for it, where that is known to be
    /// unusual. A revocation takes back what was booked, if the receipt came, and told of less, after that.
    /// </summary>
    private static string Due =>
        $"""
            CASE WHEN paid.settled_by IS NULL THEN a.amount_cents
                ELSE greatest(a.amount_cents - {PaidShortSql.Missing("a", "paid.settled_by")},
                    CASE WHEN paid.amount_cents < 0 THEN least(a.amount_cents, (
                    SELECT coalesce(sum(b.amount_cents), 0) FROM reversale_payments b
                    JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
                    WHERE b.organization_id = $1 AND b.instalment_id = a.instalment_id AND b.transfer_index = a.transfer_index
                      AND b.allocation_index = a.allocation_index AND b.amount_cents > 0)) ELSE 0 END) END
            """;

    private static string SharesUnless(string excluded) =>
        $"""
            SELECT source_id, place, instalment_id, transfer_index, allocation_index, accertamento_id, sign(paid_cents)::bigint
                * least(due, greatest(0, abs(paid_cents) - (
                    sum(due) OVER (PARTITION BY source_id, place ORDER BY transfer_index, allocation_index) - due)))::bigint AS cents
            FROM (
                SELECT paid.source_id, paid.place, paid.amount_cents AS paid_cents, a.instalment_id, a.transfer_index, a.allocation_index,
                    a.accertamento_id, {Due} AS due
                FROM paid
                JOIN door.allocations a ON a.organization_id = $1 AND a.instalment_id = paid.instalment_id
                    AND (paid.transfer_index IS NULL OR a.transfer_index = paid.transfer_index)
                JOIN door.transfers t ON t.organization_id = $1 AND t.instalment_id = a.instalment_id
                    AND t.transfer_index = a.transfer_index AND t.beneficiary = $1
                WHERE NOT paid.{excluded} AND (paid.told_transfers IS NULL OR a.transfer_index = ANY (paid.told_transfers))) owed
            """;
}

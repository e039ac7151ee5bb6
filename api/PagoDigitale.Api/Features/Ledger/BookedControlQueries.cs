using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Regularised is never more than collected, and collected never more than issued: for each payment and each accertamento, not
/// in the sum, where one too many and one too few would hide each other. What is collected of a debt is settled in the ledger, so no
/// money is a payer's credit and somebody's collected payment at once; and what counts as paid has money.
/// One statement sees one moment.
/// </summary>
public sealed class BookedControlQueries(TenantSession session)
{
    /// <summary>
    /// What accertamenti have of instalments, beside what the ledger settled of them: of those that have, among the payments reported
    /// for them, one that is not simply theirs. A row without a receipt counts as collected before the ledger has its payment. Amounts may
    /// differ, where a PSP reports another one than the receipt has.
    /// </summary>
    private static string Collected =>
        $"""
            WITH touched AS MATERIALIZED (
                SELECT DISTINCT w.instalment_id FROM door.receipts c
                JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id
                    AND w.instalment_id IS NOT NULL
                WHERE c.organization_id = $1 AND (c.classification <> 'regular' OR c.revoked_at IS NOT NULL)),
            paid AS MATERIALIZED (
                {CollectedSql.ReportedPayments(
                "r.state <> 'superseded' AND w.instalment_id = ANY (ARRAY(SELECT instalment_id FROM touched))",
                isSummed: true
            )}
                UNION ALL {CollectedSql.UnreportedPayments("c.instalment_id = ANY (ARRAY(SELECT instalment_id FROM touched))")}),
            collected AS ({CollectedSql.Collected})
            SELECT k.cents AS collected, (
                    SELECT coalesce(sum(CASE WHEN p.credit = 'receivables' THEN p.amount_cents ELSE -p.amount_cents END), 0)
                        FROM door.postings p
                    WHERE p.organization_id = $1 AND p.instalment_id = k.instalment_id
                        AND p.kind IN ('paid', 'paid-outside-node', 'assigned')
                      AND 'receivables' IN (p.debit, p.credit) AND 'passed-through' NOT IN (p.debit, p.credit)) AS settled
            FROM (SELECT instalment_id, sum(cents) AS cents FROM collected GROUP BY instalment_id) k
            WHERE NOT {HasUnprovedRow("k")}
            """;

    /// <summary>The payments that rows alone prove, and what current rows tell of each.</summary>
    private const string Reported = """
        SELECT (SELECT coalesce(sum(t.amount_cents), 0) FROM door.receipt_transfers t
                WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1) AS own,
            (SELECT coalesce(sum(w.amount_cents), 0) FROM door.rendicontazione_rows w
                JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                    AND r.state <> 'superseded'
                WHERE w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id AND w.outcome_code <> 3) AS told
        FROM door.receipts c WHERE c.organization_id = $1 AND c.version = 'reported' AND c.withdrawn_at IS NULL
        """;

    private static readonly string _sql = $"""
        SELECT 'regularised-by-payment',
            (SELECT coalesce(sum(l.amount_cents), 0)::bigint FROM door.reversale_allocations l
                JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = l.reversale_id AND v.annulled_at IS NULL
                    WHERE l.organization_id = $1),
            (SELECT coalesce(sum(b.amount_cents), 0)::bigint FROM door.reversale_payments b
                JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
                    WHERE b.organization_id = $1)
        UNION ALL
        SELECT 'regularised-within-collected', coalesce(sum(booked - collected), 0)::bigint,
            coalesce(sum(booked - collected) FILTER (WHERE cause IS NOT NULL), 0)::bigint
        FROM ({CorrectionSql.Excess}) excess
        UNION ALL
        SELECT 'regularised-within-transferred', coalesce(sum(missing), 0)::bigint, coalesce(sum(missing) FILTER (WHERE has_cause),
            0)::bigint
        FROM ({ShortfallSql.Flows}) missing
        UNION ALL
        SELECT 'collected-within-issued', coalesce(sum(paid_beyond), 0)::bigint, 0
        FROM (
            SELECT cents AS paid_beyond FROM ({AccertamentoTotalsSql.BeyondIssued}) collected
            UNION ALL
            SELECT -sum(CASE WHEN debit = 'receivables' THEN amount_cents ELSE -amount_cents END) AS paid_beyond
            FROM door.postings WHERE organization_id = $1 AND 'receivables' IN (debit, credit) AND instalment_id IS NOT NULL
            GROUP BY instalment_id) instalments
        WHERE paid_beyond > 0
        UNION ALL
        SELECT 'collected-is-settled', coalesce(sum(collected), 0)::bigint, 0
        FROM ({Collected}) instalments
        WHERE collected > 0 AND settled <= 0
        UNION ALL
        SELECT 'refunded-within-credits', ({PayerCreditSql.OverdrawnCents})::bigint, coalesce(sum(used - owed), 0)::bigint
        FROM ({PayerCreditSql.Overdrawn}) overdrawn
        UNION ALL
        SELECT 'reported-within-rows', coalesce(sum(own - told) FILTER (WHERE own > told), 0)::bigint, 0
        FROM ({Reported}) reported
        UNION ALL
        SELECT 'settled-with-money', coalesce(sum(i.amount_cents), 0)::bigint, 0
        FROM door.instalments i
        WHERE i.organization_id = $1 AND i.state IN ('paid', 'reported', 'reconciled') AND i.receipt_record_id IS NULL
          AND NOT {HasUnprovedRow("i")}
        """;

    private static string HasUnprovedRow(string instalment) =>
        $"""
            EXISTS (SELECT FROM door.rendicontazione_rows w
                JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                    AND r.state <> 'superseded'
                WHERE w.organization_id = $1 AND w.instalment_id = {instalment}.instalment_id AND w.receipt_record_id IS NULL
                  AND w.amount_cents > 0 AND w.outcome_code <> 3)
            """;

    public Task<List<LedgerControl>> ReadAsync(CancellationToken ct) =>
        session.QueryAsync(_sql, r => LedgerControl.Of(r.GetString(0), r.GetInt64(1), r.GetInt64(2)), ct, session.Organization);
}

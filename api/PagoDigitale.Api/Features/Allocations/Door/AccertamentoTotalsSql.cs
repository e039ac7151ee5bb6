using PagoDigitale.Api.Features.Reversali.Door;

namespace PagoDigitale.Api.Features.Allocations.Door;

/// <summary>
/// What an accertamento tells, computed from what is allocated on it: issued (what is owed or was paid of instalments, neither
/// draft nor cancelled nor replaced, less what was written off), collected (what came, as <see cref="CollectedSql"/> splits it),
/// regularised (booked by reversali). The page is cut first and only its rows are totalled, in the same statement. $1 is the organization.
/// </summary>
public static class AccertamentoTotalsSql
{
    /// <summary>An array, because the planner takes a subquery for 200 rows and then walks all flows for each.</summary>
    private const string IsUnusual = "= ANY (ARRAY(SELECT instalment_id FROM unusual))";

    /// <summary>
    /// By the index, for each accertamento <c>g</c> of the page: where the planner takes each for one of two, it read all allocations
    /// of the organization for each.
    /// </summary>
    private const string OfAccertamento = """
        SELECT l.instalment_id, l.accertamento_id, l.amount_cents FROM door.allocations l
        WHERE l.organization_id = $1 AND l.accertamento_id = g.accertamento_id OFFSET 0
        """;

    private const string IsIssued = "NOT n.is_released AND n.state NOT IN ('draft', 'cancelled', 'replaced')";

    /// <summary>What is issued by allocation l of instalment n.</summary>
    private static string Issued => $"l.amount_cents - CASE WHEN n.discharged_own_cents > 0 THEN {WrittenOff} ELSE 0 END";

    private static string WrittenOff => PaidShortSql.Missing("l", "n.receipt_record_id", "n.discharged_own_cents");

    /// <summary>What came for the instalments of a relation <c>touched</c> that are not simply paid.</summary>
    private static string Came =>
        $"""
            unusual AS MATERIALIZED ({CollectedSql.Unusual}),
            paid AS MATERIALIZED (
                {CollectedSql.ReportedPayments($"r.state <> 'superseded' AND w.instalment_id {IsUnusual}", isSummed: true)}
                UNION ALL {CollectedSql.UnreportedPayments($"c.instalment_id {IsUnusual}")}),
            came AS ({CollectedSql.Collected})
            """;

    /// <summary>
    /// Of a query of <c>accertamento_id</c>: that, issued, collected, regularised. A payment revoked in a flow before the flow that told
    /// of it is known leaves nothing collected, not less.
    /// </summary>
    public static string Of(string page) =>
        $"""
            WITH page AS MATERIALIZED ({page}),
            touched AS MATERIALIZED (
                SELECT DISTINCT n.instalment_id, n.receipt_record_id
                FROM page g
                CROSS JOIN LATERAL ({OfAccertamento}) l
                JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id),
            {Came},
            collected AS (
                SELECT accertamento_id, sum(cents)::bigint AS cents
                FROM (
                    SELECT accertamento_id, cents FROM came
                    UNION ALL
                    SELECT l.accertamento_id, l.amount_cents
                    FROM page g
                    CROSS JOIN LATERAL ({OfAccertamento}) l
                    JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id
                        AND n.receipt_record_id IS NOT NULL
                    WHERE l.instalment_id NOT IN (SELECT u.instalment_id FROM unusual u)) all_shares
                GROUP BY accertamento_id)
            SELECT a.accertamento_id, i.issued, coalesce(k.cents, 0), r.regularised
            FROM page a
            LEFT JOIN collected k ON k.accertamento_id = a.accertamento_id
            CROSS JOIN LATERAL (
                SELECT coalesce(sum({Issued}), 0)::bigint AS issued
                FROM door.allocations l JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = l.instalment_id
                    AND {IsIssued}
                WHERE l.organization_id = $1 AND l.accertamento_id = a.accertamento_id) i
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(b.amount_cents), 0)::bigint AS regularised FROM door.reversale_allocations b
                JOIN door.reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
                WHERE b.organization_id = $1 AND b.accertamento_id = a.accertamento_id) r
            """;

    /// <summary>
    /// cents: what is collected beyond what is issued, by the same rules but allocation by allocation, because in the sum of an
    /// accertamento one too many and one too few would hide each other.
    /// </summary>
    public static string BeyondIssued =>
        $"""
            WITH touched AS MATERIALIZED (SELECT instalment_id, receipt_record_id FROM door.instalments WHERE organization_id = $1),
            {Came}
            SELECT greatest(0, k.cents - CASE WHEN {IsIssued} THEN {Issued} ELSE 0 END) AS cents
            FROM came k
            JOIN door.allocations l ON l.organization_id = $1 AND l.instalment_id = k.instalment_id AND l.transfer_index = k.transfer_index
                AND l.allocation_index = k.allocation_index
            JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = k.instalment_id
            UNION ALL
            SELECT l.amount_cents FROM door.instalments n
            JOIN door.allocations l ON l.organization_id = $1 AND l.instalment_id = n.instalment_id
            WHERE n.organization_id = $1 AND n.receipt_record_id IS NOT NULL AND NOT ({IsIssued})
              AND n.instalment_id NOT IN (SELECT u.instalment_id FROM unusual u)
            """;
}

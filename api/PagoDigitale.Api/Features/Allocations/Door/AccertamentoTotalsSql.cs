using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Allocations.Door;

/// <summary>
/// What an accertamento tells, computed from what is allocated on it: issued (what is owed or was paid of instalments, neither
/// draft nor cancelled nor replaced, less what was written off), collected (what came, as <see cref="CollectedSql"/> splits it),
/// regularised (booked by reversali). Kept, with what each debt has of it; who reads adds the debts that changed since (decision 0028).
/// $1 is the organization.
/// </summary>
public static class AccertamentoTotalsSql
{
    /// <summary>An array, because the planner takes a subquery for 200 rows and then walks all flows for each.</summary>
    private const string IsUnusual = "= ANY (ARRAY(SELECT instalment_id FROM unusual))";

    private const string IsIssued = "NOT n.is_released AND n.state NOT IN ('draft', 'cancelled', 'replaced')";

    /// <summary>What is issued by allocation l of instalment n.</summary>
    private static string Issued => $"l.amount_cents - CASE WHEN n.discharged_own_cents > 0 THEN {WrittenOff} ELSE 0 END";

    private static string WrittenOff => PaidShortSql.Missing("l", "n.receipt_record_id", "n.discharged_own_cents");

    /// <summary>What came for the instalments of a relation <c>touched</c> that are not simply paid.</summary>
    private static readonly SqlText _came = SqlText.Part(
        typeof(AccertamentoTotalsSql),
        "Came.sql",
        ("unusual", CollectedSql.Unusual),
        ("reported", CollectedSql.ReportedPayments($"r.state <> 'superseded' AND w.instalment_id {IsUnusual}", isSummed: true)),
        ("unreported", CollectedSql.UnreportedPayments($"c.instalment_id {IsUnusual}")),
        ("collected", CollectedSql.Collected)
    );

    private static readonly SqlText _shares = SqlText.Part(
        typeof(AccertamentoTotalsSql),
        "SharesOfDebts.sql",
        ("came", _came),
        ("issued", Issued),
        ("is_issued", IsIssued)
    );

    /// <summary>accertamento_id, issued, collected, regularised of the accertamenti that $2 holds.</summary>
    public static readonly SqlText Totals = SqlText.Statement(
        typeof(AccertamentoTotalsSql),
        "AccertamentoTotals.sql",
        ("changes", PostingTailSql.Changes),
        ("shares", _shares)
    );

    public static readonly SqlText Fold = SqlText.Statement(
        typeof(AccertamentoTotalsSql),
        "FoldAccertamenti.sql",
        ("take", PostingTailSql.TakeChanges),
        ("shares", _shares)
    );

    public static readonly SqlText Rebuild = SqlText.Statement(
        typeof(AccertamentoTotalsSql),
        "RebuildAccertamenti.sql",
        ("shares", _shares)
    );

    /// <summary>cents: what the figures differ by from what they would be if they were made anew.</summary>
    public static readonly SqlText Differences = SqlText.Part(
        typeof(AccertamentoTotalsSql),
        "AccertamentoDifferences.sql",
        ("changes", PostingTailSql.Changes),
        ("shares", _shares)
    );

    /// <summary>
    /// cents: what is collected beyond what is issued, by the same rules but allocation by allocation, because in the sum of an
    /// accertamento one too many and one too few would hide each other.
    /// </summary>
    public static readonly SqlText BeyondIssued = SqlText.Part(
        typeof(AccertamentoTotalsSql),
        "BeyondIssued.sql",
        ("came", _came),
        ("issued", Issued),
        ("is_issued", IsIssued)
    );
}

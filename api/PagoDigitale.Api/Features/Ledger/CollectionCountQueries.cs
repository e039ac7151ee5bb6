using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// How many of what the summary names: instalments, payments, credits, reversali. Not how many postings: one payment has as many of
/// these as it has transfers, and what is taken back in part has more of them than there are things. Kept with the balances, because
/// they cannot be found without looking at every thing (decision 0028).
/// </summary>
public sealed class CollectionCountQueries(TenantSession session)
{
    /// <summary>What a posting is to its debt; the sums of these decide whether it counts.</summary>
    private const string DebtTerms = """
        CASE WHEN kind = 'issued' THEN 1 ELSE 0 END AS issued,
        CASE kind WHEN 'cancelled' THEN amount_cents WHEN 'reopened' THEN -amount_cents ELSE 0 END AS cancelled,
        CASE WHEN debit = 'receivables' THEN amount_cents WHEN credit = 'receivables' THEN -amount_cents ELSE 0 END AS owed
        """;

    private const string OfDebts = "kind IN ('issued', 'cancelled', 'reopened', 'amount-changed', 'paid', 'paid-outside-node', 'assigned')";

    /// <summary>What a posting is to its payment, or to its reversale.</summary>
    private const string PaymentTerms = """
        CASE WHEN kind NOT IN ('paid', 'paid-outside-node') THEN 0
            WHEN debit IN ('psp-clearing', 'bank-suspense', 'passed-through') THEN amount_cents ELSE -amount_cents END AS paid,
        CASE WHEN credit = 'payer-credits' THEN amount_cents WHEN debit = 'payer-credits' THEN -amount_cents ELSE 0 END AS owed_back,
        CASE WHEN kind <> 'regularised' THEN 0 WHEN debit = 'treasury' THEN amount_cents ELSE -amount_cents END AS regularised
        """;

    private const string OfPayments = "kind IN ('paid', 'paid-outside-node', 'regularised') OR 'payer-credits' IN (debit, credit)";

    /// <summary>
    /// Behind a relation <c>new</c>: new_debts (issued, cancelled, outstanding) and new_payments (paid, payer_credits, overdrawn_cents,
    /// regularised), one row each.
    /// </summary>
    internal static readonly SqlText OfNew = SqlText.Part(
        typeof(CollectionCountQueries),
        "CountsOfNew.sql",
        ("debt_terms", DebtTerms),
        ("of_debts", OfDebts),
        ("payment_terms", PaymentTerms),
        ("of_payments", OfPayments)
    );

    internal static readonly SqlText Counts = SqlText.Statement(
        typeof(CollectionCountQueries),
        "CollectionCounts.sql",
        ("waiting", PostingTailSql.Waiting),
        ("counts_of_new", OfNew)
    );

    /// <summary>The same seven columns of all postings of a relation, counted anew.</summary>
    internal static SqlText OfAll(string postings) =>
        SqlText.Part(
            typeof(CollectionCountQueries),
            "CountsOfAll.sql",
            ("debt_terms", DebtTerms),
            ("of_debts", OfDebts),
            ("payment_terms", PaymentTerms),
            ("of_payments", OfPayments),
            ("postings", postings)
        );

    public async Task<CollectionCounts> ReadAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                Counts,
                r => new CollectionCounts(
                    (int)r.GetInt64(0),
                    (int)r.GetInt64(1),
                    (int)r.GetInt64(2),
                    (int)r.GetInt64(3),
                    (int)r.GetInt64(4),
                    r.GetInt64(5),
                    (int)r.GetInt64(6)
                ),
                ct,
                session.Organization
            )
        ).Single();
}

/// <summary>
/// Instalments issued, cancelled for good and outstanding; receipts paid and owed back; what was given back beyond what is owed back;
/// reversali.
/// </summary>
public sealed record CollectionCounts(
    int Issued,
    int Cancelled,
    int Outstanding,
    int Paid,
    int PayerCredits,
    long OverdrawnCents,
    int Regularised
);

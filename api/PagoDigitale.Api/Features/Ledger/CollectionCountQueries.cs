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
    internal const string DebtSums = """
        count(*) FILTER (WHERE kind = 'issued') AS issued,
        coalesce(sum(CASE kind WHEN 'cancelled' THEN amount_cents WHEN 'reopened' THEN -amount_cents ELSE 0 END), 0) AS cancelled,
        coalesce(sum(CASE WHEN debit = 'receivables' THEN amount_cents WHEN credit = 'receivables' THEN -amount_cents ELSE 0 END), 0)
            AS owed
        """;

    internal const string OfDebts =
        "kind IN ('issued', 'cancelled', 'reopened', 'amount-changed', 'paid', 'paid-outside-node', 'assigned')";

    internal const string PaymentSums = """
        coalesce(sum(CASE WHEN kind NOT IN ('paid', 'paid-outside-node') THEN 0
            WHEN debit IN ('psp-clearing', 'bank-suspense', 'passed-through') THEN amount_cents ELSE -amount_cents END), 0) AS paid,
        coalesce(sum(CASE WHEN credit = 'payer-credits' THEN amount_cents WHEN debit = 'payer-credits' THEN -amount_cents ELSE 0 END), 0)
            AS owed_back,
        coalesce(sum(CASE WHEN kind <> 'regularised' THEN 0 WHEN debit = 'treasury' THEN amount_cents ELSE -amount_cents END), 0)
            AS regularised
        """;

    internal const string OfPayments = "kind IN ('paid', 'paid-outside-node', 'regularised') OR 'payer-credits' IN (debit, credit)";

    /// <summary>
    /// Behind a relation <c>new</c>: new_debts (issued, cancelled, outstanding) and new_payments (paid, payer_credits, overdrawn_cents,
    /// regularised), one row each.
    /// </summary>
    internal static readonly SqlText OfNew = SqlText.Part(
        typeof(CollectionCountQueries),
        "CountsOfNew.sql",
        ("debt_sums", DebtSums),
        ("of_debts", OfDebts),
        ("payment_sums", PaymentSums),
        ("of_payments", OfPayments)
    );

    internal static readonly SqlText Counts = SqlText.Statement(
        typeof(CollectionCountQueries),
        "CollectionCounts.sql",
        ("waiting", PostingTailSql.Waiting),
        ("counts_of_new", OfNew)
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

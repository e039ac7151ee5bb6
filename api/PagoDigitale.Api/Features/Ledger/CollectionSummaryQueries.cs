using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>Where the money is. Amounts come from the ledger alone, so they agree with the trial balance by construction.</summary>
public sealed class CollectionSummaryQueries(TenantSession session, CollectionExceptionQueries exceptions)
{
    public async Task<Outcome<CollectionSummary>> ReadAsync(CancellationToken ct)
    {
        var (sums, _) = await LedgerSums.ReadAsync(session, [], ct);
        var counts = await CountsAsync(ct);
        return new CollectionSummary
        {
            IssuedCents = sums.Net(LedgerAccount.Receivables, PostingKind.Issued, PostingKind.AmountChanged),
            IssuedCount = counts.Issued,
            CancelledCents = -sums.Net(LedgerAccount.Receivables, PostingKind.Cancelled, PostingKind.Reopened),
            CancelledCount = counts.Cancelled,
            PaidCents = sums.Net(LedgerAccount.PspClearing, PostingKind.Paid) + sums.Net(LedgerAccount.BankSuspense, PostingKind.PaidOutsideNode),
            PaidCount = counts.Paid,
            ReportedCents = Math.Max(0, sums.Net(LedgerAccount.ReportedClearing, PostingKind.Reported)),
            ReportedCount = (int)Math.Max(0, sums.NetCount(LedgerAccount.ReportedClearing, PostingKind.Reported)),
            TransferredCents = sums.Net(LedgerAccount.BankSuspense, PostingKind.Transferred),
            TransferredCount = (int)sums.NetCount(LedgerAccount.BankSuspense, PostingKind.Transferred),
            RegularisedCents = sums.Net(LedgerAccount.Treasury, PostingKind.Regularised),
            RegularisedCount = (int)sums.NetCount(LedgerAccount.Treasury, PostingKind.Regularised),
            OutstandingCents = sums.Balance(LedgerAccount.Receivables),
            OutstandingCount = counts.Outstanding,
            PayerCreditsCents = -sums.Balance(LedgerAccount.PayerCredits),
            PayerCreditsCount = counts.PayerCredits,
            Exceptions = await exceptions.ListAsync(ct),
            ExceptionsAsOf = await exceptions.AsOfAsync(ct),
        };
    }

    /// <summary>Instalments issued, cancelled for good and outstanding; receipts paid and owed back.</summary>
    private async Task<(int Issued, int Cancelled, int Outstanding, int Paid, int PayerCredits)> CountsAsync(CancellationToken ct) =>
        (await session.QueryAsync("""
            WITH subjects AS (
                SELECT coalesce(instalment_id::text, reference) AS subject,
                    bool_or(kind = 'issued') AS is_issued,
                    sum(CASE kind WHEN 'cancelled' THEN amount_cents WHEN 'reopened' THEN -amount_cents ELSE 0 END) AS cancelled,
                    sum(CASE WHEN debit = 'receivables' THEN amount_cents WHEN credit = 'receivables' THEN -amount_cents ELSE 0 END) AS owed
                FROM postings WHERE organization_id = $1 AND kind IN ('issued', 'cancelled', 'reopened', 'amount-changed', 'paid', 'paid-outside-node')
                GROUP BY 1)
            SELECT (count(*) FILTER (WHERE is_issued))::int, (count(*) FILTER (WHERE cancelled > 0))::int, (count(*) FILTER (WHERE owed > 0))::int,
                (SELECT count(DISTINCT reference) FROM postings WHERE organization_id = $1 AND kind IN ('paid', 'paid-outside-node'))::int,
                (SELECT count(DISTINCT reference) FROM postings WHERE organization_id = $1 AND credit = 'payer-credits')::int
            FROM subjects
            """, r => (r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4)), ct, session.Organization)).Single();
}

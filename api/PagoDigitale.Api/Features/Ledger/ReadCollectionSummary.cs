using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

public sealed record CollectionSummary
{
    public required long IssuedCents { get; init; }
    public required int IssuedCount { get; init; }
    public required long CancelledCents { get; init; }
    public required int CancelledCount { get; init; }
    public required long PaidCents { get; init; }
    public required int PaidCount { get; init; }
    public required long PaidToOthersCents { get; init; }
    public required long ReportedCents { get; init; }
    public required int ReportedCount { get; init; }
    public required long TransferredCents { get; init; }
    public required int TransferredCount { get; init; }
    public required long ReconciledCents { get; init; }
    public required int ReconciledCount { get; init; }
    public required long RegularisedCents { get; init; }
    public required int RegularisedCount { get; init; }
    public required long OutstandingCents { get; init; }
    public required int OutstandingCount { get; init; }
    public required long AwaitingReceiptCents { get; init; }
    public required int AwaitingReceiptCount { get; init; }
    public required long PayerCreditsCents { get; init; }
    public required int PayerCreditsCount { get; init; }
    public required IReadOnlyList<CollectionException> Exceptions { get; init; }
    public DateTimeOffset? ExceptionsAsOf { get; init; }

    /// <summary>When the registers were counted: of a large organization not at every reading.</summary>
    public required DateTimeOffset RegistersAsOf { get; init; }
}

/// <summary>A kind of thing somebody should look at.</summary>
public sealed record CollectionException
{
    public required ItemClass Class { get; init; }
    public required int Count { get; init; }
    public required long AmountCents { get; init; }
    public required Message NextStep { get; init; }
}

/// <summary>
/// Where the money is. Amounts come from the ledger, so they agree with the trial balance by construction; only what is reconciled,
/// and how many there are of each, is read from the registers.
/// </summary>
public sealed class ReadCollectionSummaryHandler(
    TenantSession session,
    CollectionCountQueries countQueries,
    LedgerProofs proofs,
    CollectionExceptionQueries exceptions
)
{
    public async Task<Outcome<CollectionSummary>> RunAsync(CancellationToken ct)
    {
        var sums = await LedgerSums.ReadAsync(session, ct);
        var counts = await countQueries.ReadAsync(ct);
        var (registersAsOf, registers) = await proofs.CountsAsync(ct);
        var awaiting = await AwaitingAsync(ct);
        return new CollectionSummary
        {
            IssuedCents = sums.Net(LedgerAccount.Receivables, PostingKind.Issued, PostingKind.AmountChanged),
            IssuedCount = counts.Issued,
            CancelledCents = -sums.Net(LedgerAccount.Receivables, PostingKind.Cancelled, PostingKind.Reopened),
            CancelledCount = counts.Cancelled,
            // What was given back was paid no more, as far as it was owed back and is not asked for again: so the summary closes.
            PaidCents =
                sums.Net(LedgerAccount.PspClearing, PostingKind.Paid)
                + sums.Net(LedgerAccount.BankSuspense, PostingKind.PaidOutsideNode)
                + sums.Net(LedgerAccount.Treasury, PostingKind.Refunded)
                + counts.OverdrawnCents
                + sums.Net(LedgerAccount.Revenue, PostingKind.Claimed),
            PaidCount = counts.Paid,
            PaidToOthersCents = sums.Net(LedgerAccount.PassedThrough, PostingKind.Paid, PostingKind.PaidOutsideNode),
            ReportedCents = sums.Net(LedgerAccount.ReportedClearing, PostingKind.Reported),
            ReportedCount = registers.Reported,
            TransferredCents = sums.Net(LedgerAccount.BankSuspense, PostingKind.Transferred),
            TransferredCount = registers.Transferred,
            ReconciledCents = registers.ReconciledCents,
            ReconciledCount = registers.Reconciled,
            RegularisedCents = sums.Net(LedgerAccount.Treasury, PostingKind.Regularised),
            RegularisedCount = counts.Regularised,
            OutstandingCents = sums.Balance(LedgerAccount.Receivables),
            OutstandingCount = counts.Outstanding,
            AwaitingReceiptCents = awaiting.Cents,
            AwaitingReceiptCount = awaiting.Count,
            PayerCreditsCents = counts.OverdrawnCents - sums.Balance(LedgerAccount.PayerCredits),
            PayerCreditsCount = counts.PayerCredits,
            Exceptions = await exceptions.ListAsync(ct),
            ExceptionsAsOf = await exceptions.AsOfAsync(ct),
            RegistersAsOf = registersAsOf,
        };
    }

    /// <summary>What positions do not tell as outstanding although the ledger has it on receivables still.</summary>
    private async Task<(long Cents, int Count)> AwaitingAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT coalesce(sum(awaited), 0)::bigint, count(*)::int FROM ({ToldDebtSql.Awaiting}) awaiting",
                r => (r.GetInt64(0), r.GetInt32(1)),
                ct,
                session.Organization
            )
        ).Single();
}

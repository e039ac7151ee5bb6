using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
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
}

/// <summary>A kind of thing somebody should look at.</summary>
public sealed record CollectionException
{
    public required ItemClass Class { get; init; }
    public required int Count { get; init; }
    public required long AmountCents { get; init; }
    public required string NextStep { get; init; }
}

/// <summary>
/// Where the money is. Amounts come from the ledger, so they agree with the trial balance by construction; only what is reconciled,
/// and how many there are of each, is read from the registers.
/// </summary>
public sealed class ReadCollectionSummaryHandler(
    TenantSession session,
    CollectionCountQueries countQueries,
    CollectionExceptionQueries exceptions
)
{
    public async Task<Outcome<CollectionSummary>> RunAsync(CancellationToken ct)
    {
        var (sums, overdrawn) = await OverdrawnAsync(ct);
        var counts = await countQueries.ReadAsync(ct);
        var reconciled = await ReconciledAsync(ct);
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
                + overdrawn
                + sums.Net(LedgerAccount.Revenue, PostingKind.Claimed),
            PaidCount = counts.Paid,
            PaidToOthersCents = sums.Net(LedgerAccount.PassedThrough, PostingKind.Paid, PostingKind.PaidOutsideNode),
            ReportedCents = sums.Net(LedgerAccount.ReportedClearing, PostingKind.Reported),
            ReportedCount = counts.Reported,
            TransferredCents = sums.Net(LedgerAccount.BankSuspense, PostingKind.Transferred),
            TransferredCount = counts.Transferred,
            ReconciledCents = reconciled.Cents,
            ReconciledCount = reconciled.Count,
            RegularisedCents = sums.Net(LedgerAccount.Treasury, PostingKind.Regularised),
            RegularisedCount = counts.Regularised,
            OutstandingCents = sums.Balance(LedgerAccount.Receivables),
            OutstandingCount = counts.Outstanding,
            AwaitingReceiptCents = awaiting.Cents,
            AwaitingReceiptCount = awaiting.Count,
            PayerCreditsCents = overdrawn - sums.Balance(LedgerAccount.PayerCredits),
            PayerCreditsCount = counts.PayerCredits,
            Exceptions = await exceptions.ListAsync(ct),
            ExceptionsAsOf = await exceptions.AsOfAsync(ct),
        };
    }

    /// <summary>The postings, and what was given back to payers beyond what is owed: an open correction case, and no credit.</summary>
    private async Task<(LedgerSums Sums, long OverdrawnCents)> OverdrawnAsync(CancellationToken ct)
    {
        var (sums, registers) = await LedgerSums.ReadAsync(session, [("overdrawn", PayerCreditSql.OverdrawnCents)], ct);
        return (sums, registers["overdrawn"]);
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

    /// <summary>
    /// The one figure no posting tells: which of the transferred payments are regular in every respect. A payment that came
    /// twice counts once; one that was revoked, or came in part, does not.
    /// </summary>
    private async Task<(long Cents, int Count)> ReconciledAsync(CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                WITH brought AS (
                    SELECT receipt_record_id, sum(cents) AS cents FROM (
                        SELECT w.receipt_record_id, w.amount_cents AS cents
                        FROM door.rendicontazioni r
                        JOIN door.rendicontazione_rows w ON w.organization_id = $1 AND w.rendicontazione_id = r.rendicontazione_id
                            AND w.receipt_record_id IS NOT NULL
                        WHERE r.organization_id = $1 AND r.state = 'matched' AND r.movement_id IS NOT NULL
                        UNION ALL
                        SELECT m.receipt_record_id, m.amount_cents FROM door.bank_movements m
                        WHERE m.organization_id = $1 AND m.receipt_record_id IS NOT NULL AND m.state IN ('matched', 'regularised')) money
                    GROUP BY receipt_record_id),
                received AS (
                    SELECT t.receipt_record_id, sum(t.amount_cents) AS cents
                    FROM door.receipts c JOIN door.receipt_transfers t ON t.organization_id = $1
                        AND t.receipt_record_id = c.receipt_record_id AND t.beneficiary = $1
                    WHERE c.organization_id = $1 AND c.classification = 'regular' AND c.revoked_at IS NULL GROUP BY t.receipt_record_id)
                SELECT coalesce(sum(received.cents), 0)::bigint, count(*)::int FROM received JOIN brought USING (receipt_record_id)
                    WHERE brought.cents >= received.cents
                """,
                r => (r.GetInt64(0), r.GetInt32(1)),
                ct,
                session.Organization
            )
        ).Single();
}

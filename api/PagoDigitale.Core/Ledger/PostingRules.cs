using PagoDigitale.Core.LifeCycles;
using static PagoDigitale.Core.Ledger.LedgerAccount;

namespace PagoDigitale.Core.Ledger;

/// <summary>An amount of an instalment: what is the organization's own and what belongs to other creditors on the same notice.</summary>
public readonly record struct Shares(long OwnCents, long OthersCents = 0)
{
    public long TotalCents => checked(OwnCents + OthersCents);
}

/// <summary>
/// The postings of every event. Other creditors' shares are owed through our notice but never reach our accounts, so they
/// enter and leave by PassedThrough; PspClearing, ReportedClearing and BankSuspense hold the own share alone and return
/// to zero when the money has been regularised.
/// </summary>
public static class PostingRules
{
    public static IReadOnlyList<Posting> Issue(Shares owed) => Owe(PostingKind.Issued, owed);

    public static IReadOnlyList<Posting> Reopen(Shares owed) => Owe(PostingKind.Reopened, owed);

    /// <param name="outstanding">What is still on Receivables for the instalment.</param>
    public static IReadOnlyList<Posting> Cancel(Shares outstanding) => Release(PostingKind.Cancelled, outstanding);

    /// <param name="before">What was owed.</param>
    /// <param name="after">What is owed from now on.</param>
    public static IReadOnlyList<Posting> ChangeAmount(Shares before, Shares after)
    {
        ThrowIfNegative(before);
        ThrowIfNegative(after);
        var postings = new PostingList(PostingKind.AmountChanged);
        postings.Move(Receivables, Revenue, after.OwnCents - before.OwnCents);
        postings.Move(Receivables, PassedThrough, after.OthersCents - before.OthersCents);
        return postings.ToList();
    }

    /// <summary>
    /// Another payment option is owed than before: the debt is issued once, and goes from one instalment to the other. What the options
    /// differ by is a change of the amount.
    /// </summary>
    /// <param name="shares">All that the instalment is for.</param>
    public static IReadOnlyList<Posting> Exchange(OptionInstalment before, OptionInstalment after, Shares shares) =>
        before.IsReleased == after.IsReleased || after.State == InstalmentState.Draft ? []
        : after.IsReleased ? ChangeAmount(shares, default)
        : ChangeAmount(default, shares);

    /// <summary>
    /// A receipt. What exceeds the outstanding own share, all of it when the payment is a duplicate or the instalment was
    /// cancelled, is owed back to the payer. A shortfall stays on Receivables. What other creditors received beyond their
    /// share is between them and the payer.
    /// </summary>
    /// <param name="outstanding">What is still on Receivables for the instalment; zero for a duplicate.</param>
    /// <param name="received">What the receipt says, split by beneficiary.</param>
    public static IReadOnlyList<Posting> Pay(Shares outstanding, Shares received)
    {
        ThrowIfNegative(outstanding);
        ThrowIfNegative(received);
        var settled = Math.Min(outstanding.OwnCents, received.OwnCents);
        var postings = new PostingList(PostingKind.Paid);
        postings.Move(PspClearing, Receivables, settled);
        postings.Move(PspClearing, PayerCredits, received.OwnCents - settled);
        postings.Move(PassedThrough, Receivables, Math.Min(outstanding.OthersCents, received.OthersCents));
        return postings.ToList();
    }

    /// <summary>What a PSP took back of what is owed back to the payer; a negative amount when it takes back less than before.</summary>
    public static IReadOnlyList<Posting> TakeCreditBack(long amountCents)
    {
        var postings = new PostingList(PostingKind.Paid);
        postings.Move(PayerCredits, PspClearing, amountCents);
        return postings.ToList();
    }

    /// <summary>Money taken outside the node goes straight to the bank: no PSP reports or transfers it.</summary>
    public static IReadOnlyList<Posting> PayOutsideNode(long outstandingOwnCents, long receivedCents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(outstandingOwnCents);
        ArgumentOutOfRangeException.ThrowIfNegative(receivedCents);
        var settled = Math.Min(outstandingOwnCents, receivedCents);
        var postings = new PostingList(PostingKind.PaidOutsideNode);
        postings.Move(BankSuspense, Receivables, settled);
        postings.Move(BankSuspense, PayerCredits, receivedCents - settled);
        return postings.ToList();
    }

    /// <summary>A row of a rendicontazione, which holds the own share alone. Before the receipt it leaves PspClearing in credit.</summary>
    public static IReadOnlyList<Posting> Report(long ownCents) => Single(PostingKind.Reported, ReportedClearing, PspClearing, ownCents);

    public static IReadOnlyList<Posting> Transfer(long amountCents) =>
        Single(PostingKind.Transferred, BankSuspense, ReportedClearing, amountCents);

    public static IReadOnlyList<Posting> Regularise(long amountCents) =>
        Single(PostingKind.Regularised, Treasury, BankSuspense, amountCents);

    /// <summary>What was owed back to a payer pays another notice of the organization's own.</summary>
    public static IReadOnlyList<Posting> AssignCredit(long amountCents) =>
        Single(PostingKind.Assigned, PayerCredits, Receivables, amountCents);

    /// <summary>The money leaves the treasury, where it lies since it was regularised without an accertamento, or will be.</summary>
    public static IReadOnlyList<Posting> RefundCredit(long amountCents) =>
        Single(PostingKind.Refunded, PayerCredits, Treasury, amountCents);

    /// <summary>The notice that asks for it was issued as revenue, and is none: it only makes good what went out too much.</summary>
    public static IReadOnlyList<Posting> ClaimCredit(long amountCents) => Single(PostingKind.Claimed, Revenue, PayerCredits, amountCents);

    /// <summary>The same entries the other way round.</summary>
    public static IReadOnlyList<Posting> Undo(IReadOnlyList<Posting> postings) =>
        [.. postings.Select(p => new Posting(p.Kind, p.Credit, p.Debit, p.AmountCents))];

    private static List<Posting> Owe(PostingKind kind, Shares owed)
    {
        ThrowIfNegative(owed);
        var postings = new PostingList(kind);
        postings.Move(Receivables, Revenue, owed.OwnCents);
        postings.Move(Receivables, PassedThrough, owed.OthersCents);
        return postings.ToList();
    }

    private static List<Posting> Release(PostingKind kind, Shares outstanding)
    {
        ThrowIfNegative(outstanding);
        var postings = new PostingList(kind);
        postings.Move(Revenue, Receivables, outstanding.OwnCents);
        postings.Move(PassedThrough, Receivables, outstanding.OthersCents);
        return postings.ToList();
    }

    private static List<Posting> Single(PostingKind kind, LedgerAccount debit, LedgerAccount credit, long amountCents)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amountCents);
        var postings = new PostingList(kind);
        postings.Move(debit, credit, amountCents);
        return postings.ToList();
    }

    private static void ThrowIfNegative(Shares shares)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shares.OwnCents);
        ArgumentOutOfRangeException.ThrowIfNegative(shares.OthersCents);
    }

    private readonly struct PostingList(PostingKind kind)
    {
        private readonly List<Posting> _postings = new(3);

        /// <summary>A negative amount moves the other way round; zero moves nothing.</summary>
        public void Move(LedgerAccount debit, LedgerAccount credit, long amountCents)
        {
            if (amountCents > 0)
                _postings.Add(new(kind, debit, credit, amountCents));
            if (amountCents < 0)
                _postings.Add(new(kind, credit, debit, checked(-amountCents)));
        }

        public List<Posting> ToList() => _postings;
    }
}

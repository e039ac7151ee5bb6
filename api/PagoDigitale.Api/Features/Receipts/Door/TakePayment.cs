using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>Whose word a payment is.</summary>
public enum PaymentSource
{
    /// <summary>A receipt of the node, as it sent it or as somebody uploads it: never refused, because the money has moved.</summary>
    Node,

    /// <summary>The organization says that the money came in at its counter or by bank transfer.</summary>
    OutsideNode,

    /// <summary>The organization pays the notice with what it owes back to a payer.</summary>
    PayerCredit,
}

/// <summary>
/// The one way in which a payment becomes what it does, whoever tells of it: the debt is locked, the payment is classified, its
/// receipt is written as what it is, the debt is settled, the ledger posted, and the position's state and event follow. Of two
/// payments of one notice that come together one pays and the other is the duplicate. Whoever adds a way of paying adds a source.
/// </summary>
public sealed class TakePayment(
    TenantSession session,
    OwedDebts debts,
    InstalmentPayments instalments,
    ReceiptWriter receipts,
    LedgerWriter ledger,
    PositionStateWriter states,
    PositionEventWriter events
)
{
    /// <summary>Takes a payment with its receipt.</summary>
    /// <param name="received">What the receipt says was paid, split by beneficiary.</param>
    /// <returns>Null when a receipt with this identifier is here already; one that is being taken at this moment is waited for.</returns>
    public async Task<AppliedPayment?> TakeAsync(
        PaymentSource source,
        ReceiptRecord receipt,
        Shares received,
        CancellationToken ct,
        OwedDebt? locked = null
    )
    {
        var payment = new ReceivedPayment(
            receipt.Id,
            receipt.NoticeNumber,
            received,
            receipt.PaidAt,
            IsPrimary: receipt.PrimaryOrganization == session.Organization
        );
        var verdict = await DecideAsync(payment, locked, ct);
        if (source == PaymentSource.OutsideNode)
            verdict = verdict with { Classification = ReceiptClassification.OutsideNode };
        var applied = verdict.Applied;
        if (!await receipts.InsertAsync(Classified(receipt, applied), ct))
            return null;
        await SettleAsync(source, payment, verdict, ct);
        return applied;
    }

    /// <summary>
    /// Takes receipts of the node that are each what nearly all are: the first for a debt of ours that nobody holds at this moment. By as
    /// many statements as for one.
    /// </summary>
    /// <returns>
    /// What became of those that were taken. Of the others nothing was written: whoever brings them takes them one by one, where there is
    /// time to wait and to look.
    /// </returns>
    public async Task<IReadOnlyDictionary<Guid, AppliedPayment>> TakeFirstAsync(
        IReadOnlyList<(ReceiptRecord Receipt, Shares Received)> brought,
        CancellationToken ct
    )
    {
        var own = brought.Where(b => b.Receipt.PrimaryOrganization == session.Organization).ToList();
        var owed = (await debts.LockFreeAsync([.. own.Select(b => b.Receipt.NoticeNumber).Distinct()], ct)).ToDictionary(d =>
            d.NoticeNumber
        );
        var first = own.Where(b => owed.ContainsKey(b.Receipt.NoticeNumber))
            .Select(b =>
            {
                var payment = new ReceivedPayment(b.Receipt.Id, b.Receipt.NoticeNumber, b.Received, b.Receipt.PaidAt);
                return (b.Receipt, Payment: payment, Verdict: PaymentVerdict.Decide(payment, owed[b.Receipt.NoticeNumber]));
            })
            .Where(b => b.Verdict is { Pays: true, Debt.IsAlternative: false })
            // A second one of the position would be told of together with the first.
            .DistinctBy(b => b.Verdict.Debt!.PositionId)
            .DistinctBy(b => b.Receipt.Iur)
            .ToList();
        if (first.Count == 0)
            return new Dictionary<Guid, AppliedPayment>();
        var inserted = await receipts.InsertAsync([.. first.Select(b => Classified(b.Receipt, b.Verdict.Applied))], ct);
        first.RemoveAll(b => !inserted.Contains(b.Receipt.Id));
        if (first.Count > 0)
            await PayAsync(PaymentSource.Node, [.. first.Select(b => (b.Verdict.Debt!, b.Payment))], ct);
        return first.ToDictionary(b => b.Receipt.Id, b => b.Verdict.Applied);
    }

    /// <summary>A receipt that is here is applied to what its notice is now.</summary>
    public async Task<AppliedPayment> ApplyAsync(ReceivedPayment payment, CancellationToken ct)
    {
        var verdict = await DecideAsync(payment, null, ct);
        await SettleAsync(PaymentSource.Node, payment, verdict, ct);
        return verdict.Applied;
    }

    private async Task<PaymentVerdict> DecideAsync(ReceivedPayment payment, OwedDebt? locked, CancellationToken ct)
    {
        var debt = payment.IsPrimary ? locked ?? await debts.LockAsync(payment.NoticeNumber, ct) : null;
        if (debt is { IsAlternative: true, ReceiptRecordId: null })
            debt = await debts.ChooseAsync(debt, ct);
        return PaymentVerdict.Decide(payment, debt);
    }

    private static ReceiptRecord Classified(ReceiptRecord receipt, AppliedPayment applied) =>
        receipt with
        {
            Classification = applied.Classification,
            PositionId = applied.PositionId,
            InstalmentId = applied.InstalmentId,
        };

    private Task SettleAsync(PaymentSource source, ReceivedPayment payment, PaymentVerdict verdict, CancellationToken ct) =>
        verdict is { Pays: true, Debt: { } debt } ? PayAsync(source, [(debt, payment)], ct) : KeepAsync(payment, verdict, ct);

    /// <summary>What settles no debt of ours: a share on another's notice, a notice nobody knows, a second payment.</summary>
    private async Task KeepAsync(ReceivedPayment payment, PaymentVerdict verdict, CancellationToken ct)
    {
        var subject = SubjectOf(verdict.Debt, payment);
        if (!payment.IsPrimary)
        {
            // Here the share is owed and paid at once.
            var share = new Shares(payment.Received.OwnCents);
            await ledger.PostAsync([.. PostingRules.Issue(share), .. PostingRules.Pay(share, share)], subject, ct);
            return;
        }
        // Applied already, by this very receipt.
        if (verdict.Debt is { } debt && debt.ReceiptRecordId == payment.ReceiptRecordId)
            return;
        await ledger.PostAsync(PostingRules.Pay(default, payment.Received), subject, ct);
        if (verdict.Debt is { } paid)
            await events.EmitAsync(
                paid.PositionId,
                p => new PositionPaidTwice(p, paid.NoticeNumber, Ids.Receipt(payment.ReceiptRecordId)),
                ct
            );
    }

    /// <param name="paid">Each of another position, which is locked.</param>
    private async Task PayAsync(PaymentSource source, IReadOnlyList<(OwedDebt Debt, ReceivedPayment Payment)> paid, CancellationToken ct)
    {
        if (source == PaymentSource.Node)
            await instalments.PayAsync(
                [.. paid.Select(p => new PaidInstalment(p.Debt, p.Payment.ReceiptRecordId, p.Payment.PaidAt, p.Payment.Here.TotalCents))],
                ct
            );
        else
            foreach (var (debt, payment) in paid)
                await instalments.DeclarePaidAsync(
                    debt,
                    payment.ReceiptRecordId,
                    payment.PaidAt,
                    isOutsideNode: source == PaymentSource.OutsideNode,
                    ct
                );
        await ledger.PostAsync(
            [.. paid.SelectMany(p => PostingsOf(source, p.Debt, p.Payment), (p, posting) => (posting, SubjectOf(p.Debt, p.Payment)))],
            ct
        );
        await states.RecomputeAsync([.. paid.Select(p => p.Debt.PositionId)], ct, areLocked: true);
        await events.EmitAsync([.. paid.Select(p => (p.Debt.PositionId, ToldOf(source, p.Debt, p.Payment)))], ct);
    }

    private static PostingSubject SubjectOf(OwedDebt? debt, ReceivedPayment payment) =>
        new(debt?.PositionId, debt?.InstalmentId, Reference: Ids.Receipt(payment.ReceiptRecordId));

    private static IReadOnlyList<Posting> PostingsOf(PaymentSource source, OwedDebt debt, ReceivedPayment payment) =>
        source switch
        {
            PaymentSource.Node => NodePostings(debt, payment),
            PaymentSource.OutsideNode => OutsidePostings(debt.Shares),
            // In the name of the receipt whose credit it is, by whoever uses it.
            _ => [],
        };

    private static List<Posting> NodePostings(OwedDebt debt, ReceivedPayment payment)
    {
        var postings = new List<Posting>();
        if (debt is { State: InstalmentState.Draft, IsReleased: false })
            postings.AddRange(PostingRules.Issue(debt.Shares));
        var payable = debt.Shares with { OwnCents = Math.Min(debt.Shares.OwnCents, payment.Here.OwnCents) };
        postings.AddRange(PostingRules.Pay(debt.IsReleased ? default : payable, payment.Received));
        return postings;
    }

    private static List<Posting> OutsidePostings(Shares shares)
    {
        var postings = PostingRules.PayOutsideNode(shares.OwnCents, shares.OwnCents).ToList();
        // What belongs to others on the same notice is not owed any more either.
        if (shares.OthersCents > 0)
            postings.Add(new(PostingKind.PaidOutsideNode, LedgerAccount.PassedThrough, LedgerAccount.Receivables, shares.OthersCents));
        return postings;
    }

    private static Func<PositionFacts, PositionEvent?> ToldOf(PaymentSource source, OwedDebt debt, ReceivedPayment payment)
    {
        var receipt = Ids.Receipt(payment.ReceiptRecordId);
        var paidBy = source switch
        {
            PaymentSource.Node => PaidBy.Receipt,
            PaymentSource.OutsideNode => PaidBy.OutsideNode,
            _ => PaidBy.PayerCredit,
        };
        // Of a payment option that is void, or of a notice that was replaced: another is or will be paid, and this is owed back.
        if (debt.State is InstalmentState.Void or InstalmentState.Replaced)
            return p => new PositionPaidTwice(p, debt.NoticeNumber, receipt);
        return p =>
            p.State == PositionState.PartiallyPaid
                ? new PositionPartiallyPaid(p, paidBy, debt.NoticeNumber, receipt, payment.PaidAt)
                : new PositionPaid(p, paidBy, debt.NoticeNumber, receipt, payment.PaidAt);
    }
}

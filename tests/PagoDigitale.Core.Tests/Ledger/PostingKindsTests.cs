using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Core.Tests.Ledger;

public sealed class PostingKindsTests
{
    private static readonly Shares _shares = new(1_000, 200);

    /// <summary>All that the rules can write: what a list of an account leaves out nobody would find.</summary>
    private static IEnumerable<Posting> Written =>
        [
            .. PostingRules.Issue(_shares),
            .. PostingRules.Reopen(_shares),
            .. PostingRules.Cancel(_shares),
            .. PostingRules.ChangeAmount(_shares, new(1_200, 100)),
            .. PostingRules.Pay(_shares, new(1_500, 200)),
            .. PostingRules.TakeCreditBack(10),
            .. PostingRules.PayOutsideNode(1_000, 1_500),
            .. PostingRules.Report(10),
            .. PostingRules.Transfer(10),
            .. PostingRules.Regularise(10),
            .. PostingRules.AssignCredit(10),
            .. PostingRules.RefundCredit(10),
            .. PostingRules.ClaimCredit(10),
        ];

    [Fact]
    public void The_kinds_of_an_account_are_those_that_the_rules_write()
    {
        var written = Written.SelectMany(p => new[] { (p.Debit, p.Kind), (p.Credit, p.Kind) }).ToHashSet();
        // Shares of others are settled outside the node as well (TakePayment), beside what this rule says of the own ones.
        written.Add((LedgerAccount.PassedThrough, PostingKind.PaidOutsideNode));
        var told = Enum.GetValues<LedgerAccount>().SelectMany(a => PostingKinds.Of(a).Select(k => (a, k))).ToHashSet();
        told.Order().ShouldBe(written.Order());
    }
}

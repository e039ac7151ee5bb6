using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using static PagoDigitale.Core.LifeCycles.InstalmentState;

namespace PagoDigitale.Core.Tests.LifeCycles;

/// <summary>Payment options are alternatives, whatever happens to their instalments and in whatever order.</summary>
public sealed class PaymentOptionsTests
{
    private static readonly int[][] _shapes =
    [
        [1, 2],
        [1, 2, 2],
        [1, 1, 2, 2],
        [1, 2, 3],
        [1, 2, 2, 3],
    ];

    /// <summary>Every event in every state of every option.</summary>
    [Fact]
    public void One_option_is_owed_and_once_something_of_it_is_paid_no_other_can_be()
    {
        var count = 0;
        foreach (var now in OptionHistories.Reached(_shapes))
        {
            count++;
            var told = OptionHistories.Key(now);
            now.Where(i => !i.IsReleased && i.State is not (Cancelled or Replaced))
                .Select(i => i.Option)
                .Distinct()
                .Count()
                .ShouldBeLessThanOrEqualTo(1, $"two options stand in the ledger: {told}");
            var owed = PaymentOptions.OwedOf(now);
            var isBegun = now.Any(i => i.Option == owed && !i.IsReleased && InstalmentLifeCycle.IsSettled(i.State));
            if (isBegun)
                now.Where(i => i.Option != owed).ShouldAllBe(i => i.State != Unpaid, $"two options can be paid: {told}");
            else
                now.Where(i => !now.Any(x => x.Option == i.Option && x.IsSpent))
                    .ShouldAllBe(i => i.State != InstalmentState.Void || owed == null, $"nothing is paid, and an option is void: {told}");
            if (owed is not null)
                now.Where(i => i.Option == owed).ShouldAllBe(i => i.State != InstalmentState.Void, $"the owed option is void: {told}");
        }
        count.ShouldBeGreaterThan(1_000);
    }

    /// <summary>Also of what was cancelled and then paid all the same, in every way that it was offered.</summary>
    [Fact]
    public void Options_never_add_up()
    {
        foreach (var now in OptionHistories.Reached(_shapes))
        {
            OptionInstalment[] priced = [.. now.Select(i => i with { AmountCents = 100 })];
            PaymentOptions
                .AmountOf(priced)
                .ShouldBeLessThanOrEqualTo(priced.GroupBy(i => i.Option).Max(o => o.Count()) * 100L, OptionHistories.Key(now));
        }
    }

    [Fact]
    public void What_was_settled_needs_no_settling()
    {
        foreach (var now in OptionHistories.Reached(_shapes))
            OptionHistories.Key(PaymentOptions.Settle(now)).ShouldBe(OptionHistories.Key(now));
    }

    /// <summary>
    /// Whatever comes first: the debt stands on the receivables once, and what two options differ by is all that is posted.
    /// </summary>
    [Fact]
    public void The_debt_is_issued_once()
    {
        OptionInstalment[] offered = [new(1, Unpaid, AmountCents: 300), Other(2, 100), Other(2, 200), Other(3, 250)];

        Net(offered, PaymentOptions.Settle(offered, chosen: 2)).ShouldBe(0);
        Net(offered, PaymentOptions.Settle(offered, chosen: 3)).ShouldBe(-50);
        PaymentOptions.AmountOf(offered).ShouldBe(300);
        PaymentOptions.UnpaidOf(offered).ShouldBe(300);

        static OptionInstalment Other(int option, long cents) => new(option, Unpaid, IsReleased: true, AmountCents: cents);
        static long Net(IEnumerable<OptionInstalment> before, IEnumerable<OptionInstalment> after) =>
            before
                .Zip(after)
                .SelectMany(p => PostingRules.Exchange(p.First, p.Second, new Shares(p.First.AmountCents)))
                .Sum(p => p.Debit == LedgerAccount.Receivables ? p.AmountCents : -p.AmountCents);
    }

    [Fact]
    public void When_the_days_of_the_owed_option_are_over_the_next_that_can_be_paid_is_owed()
    {
        OptionInstalment[] reducedIsOver = [new(1, Expired), new(2, Unpaid, IsReleased: true)];

        var after = PaymentOptions.Settle(reducedIsOver);

        after.ShouldBe([new(1, Expired, IsReleased: true), new(2, Unpaid)]);
        PositionStates.Compute(after, null, new(2026, 3, 10)).ShouldBe(PositionState.Payable);
    }

    [Theory]
    [InlineData("unpaid unpaid", PaymentOptionState.Unpaid)]
    [InlineData("paid unpaid", PaymentOptionState.PartiallyPaid)]
    [InlineData("paid cancelled", PaymentOptionState.Paid)]
    [InlineData("paid reported", PaymentOptionState.Paid)]
    [InlineData("reported reconciled", PaymentOptionState.Reported)]
    [InlineData("reconciled reconciled", PaymentOptionState.Reconciled)]
    [InlineData("void void", PaymentOptionState.Void)]
    [InlineData("void paid", PaymentOptionState.Void)]
    [InlineData("expired expired", PaymentOptionState.Expired)]
    [InlineData("expired unpaid", PaymentOptionState.Unpaid)]
    [InlineData("cancelled replaced", PaymentOptionState.Cancelled)]
    [InlineData("draft draft", PaymentOptionState.Draft)]
    [InlineData("", PaymentOptionState.Draft)]
    public void An_option_is_what_its_instalments_make_it(string instalments, PaymentOptionState expected) =>
        PaymentOptions
            .StateOf([
                .. instalments
                    .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                    .Select(s => new OptionInstalment(1, StateText.Parse<InstalmentState>(s))),
            ])
            .ShouldBe(expected);
}

using CsCheck;
using PagoDigitale.Core.Ledger;
using static PagoDigitale.Core.Ledger.LedgerAccount;

namespace PagoDigitale.Core.Tests.Ledger;

public sealed class LedgerTests
{
    [Fact]
    public void A_payment_taken_to_the_treasury_leaves_revenue_and_money_only()
    {
        var balance = Balance(
            PostingRules.Issue(new(1000, 200)),
            PostingRules.Pay(new(1000, 200), new(1000, 200)),
            PostingRules.Report(1000),
            PostingRules.Transfer(1000),
            PostingRules.Regularise(1000)
        );
        Expect(balance, (Revenue, -1000), (Treasury, 1000));
    }

    [Fact]
    public void A_cancelled_position_leaves_nothing() =>
        Expect(Balance(PostingRules.Issue(new(1000, 200)), PostingRules.Cancel(new(1000, 200))));

    [Fact]
    public void A_reopened_position_is_owed_again() =>
        Expect(
            Balance(PostingRules.Issue(new(1000, 200)), PostingRules.Cancel(new(1000, 200)), PostingRules.Reopen(new(1000, 200))),
            (Receivables, 1200),
            (Revenue, -1000),
            (PassedThrough, -200)
        );

    [Fact]
    public void A_paid_position_waits_for_its_report_with_the_own_share_alone() =>
        Expect(
            Balance(PostingRules.Issue(new(1000, 200)), PostingRules.Pay(new(1000, 200), new(1000, 200))),
            (PspClearing, 1000),
            (Revenue, -1000)
        );

    [Fact]
    public void An_excess_is_owed_back_to_the_payer() =>
        Expect(
            Balance(PostingRules.Issue(new(1000)), PostingRules.Pay(new(1000), new(1150))),
            (PspClearing, 1150),
            (Revenue, -1000),
            (PayerCredits, -150)
        );

    [Fact]
    public void A_duplicate_is_owed_back_whole() =>
        Expect(
            Balance(
                PostingRules.Issue(new(1000, 200)),
                PostingRules.Pay(new(1000, 200), new(1000, 200)),
                PostingRules.Pay(default, new(1000, 200))
            ),
            (PspClearing, 2000),
            (Revenue, -1000),
            (PayerCredits, -1000)
        );

    [Fact]
    public void A_shortfall_stays_receivable() =>
        Expect(
            Balance(PostingRules.Issue(new(1000, 200)), PostingRules.Pay(new(1000, 200), new(900, 150))),
            (Receivables, 150),
            (PspClearing, 900),
            (Revenue, -1000),
            (PassedThrough, -50)
        );

    [Fact]
    public void A_payment_outside_the_node_goes_to_the_bank() =>
        Expect(
            Balance(PostingRules.Issue(new(1000)), PostingRules.PayOutsideNode(1000, 1030), PostingRules.Regularise(1030)),
            (Treasury, 1030),
            (Revenue, -1000),
            (PayerCredits, -30)
        );

    [Theory]
    [InlineData(1000, 200, 1100, 150)]
    [InlineData(1000, 200, 900, 250)]
    [InlineData(1000, 200, 1000, 200)]
    [InlineData(1000, 0, 0, 300)]
    public void A_changed_amount_is_owed_as_if_it_had_been_issued_so(long own, long others, long newOwn, long newOthers)
    {
        var changed = Balance(PostingRules.Issue(new(own, others)), PostingRules.ChangeAmount(new(own, others), new(newOwn, newOthers)));
        var issued = Balance(PostingRules.Issue(new(newOwn, newOthers)));
        foreach (var account in Enum.GetValues<LedgerAccount>())
            changed[account].ShouldBe(issued[account], account.ToString());
    }

    [Fact]
    public void A_report_before_the_receipt_is_closed_by_the_receipt()
    {
        var early = Balance(PostingRules.Issue(new(1000)), PostingRules.Report(1000));
        early[PspClearing].ShouldBe(-1000);
        Expect(
            Balance(PostingRules.Issue(new(1000)), PostingRules.Report(1000), PostingRules.Pay(new(1000), new(1000))),
            (ReportedClearing, 1000),
            (Revenue, -1000)
        );
    }

    [Fact]
    public void Every_rule_writes_its_own_kind()
    {
        PostingKind[] kinds =
        [
            PostingRules.Issue(new(1))[0].Kind,
            PostingRules.Cancel(new(1))[0].Kind,
            PostingRules.Reopen(new(1))[0].Kind,
            PostingRules.Pay(new(1), new(1))[0].Kind,
            PostingRules.PayOutsideNode(1, 1)[0].Kind,
            PostingRules.Report(1)[0].Kind,
            PostingRules.Transfer(1)[0].Kind,
            PostingRules.Regularise(1)[0].Kind,
            PostingRules.ChangeAmount(new(1), new(2))[0].Kind,
            PostingRules.AssignCredit(1)[0].Kind,
            PostingRules.RefundCredit(1)[0].Kind,
            PostingRules.ClaimCredit(1)[0].Kind,
        ];
        kinds.ShouldBe(Enum.GetValues<PostingKind>());
    }

    [Fact]
    public void Nothing_is_posted_for_nothing_and_negative_amounts_are_refused()
    {
        PostingRules.Issue(default).ShouldBeEmpty();
        PostingRules.Report(0).ShouldBeEmpty();
        Should.Throw<ArgumentOutOfRangeException>(() => PostingRules.Issue(new(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => PostingRules.Pay(new(1), new(1, -1)));
        Should.Throw<ArgumentOutOfRangeException>(() => PostingRules.ChangeAmount(new(1), new(-1)));
        Should.Throw<ArgumentOutOfRangeException>(() => PostingRules.PayOutsideNode(-1, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => PostingRules.Transfer(-1));
        Should.Throw<ArgumentOutOfRangeException>(() => new Posting(PostingKind.Paid, Treasury, Revenue, 0));
        Should.Throw<ArgumentException>(() => new Posting(PostingKind.Paid, Treasury, Treasury, 1));
        Should.Throw<OverflowException>(() => new Shares(long.MaxValue, 1).TotalCents);
    }

    [Fact]
    public void Whatever_happens_the_books_close() =>
        Gen.Select(SharesOf(1, 99_999, 49_999), SharesOf(0, 119_999, 59_999).Array[0, 3])
            .Sample(
                (owed, receipts) =>
                {
                    var postings = new List<Posting>();
                    var issued = owed;
                    postings.AddRange(PostingRules.Issue(owed));
                    long received = 0,
                        settledOthers = 0;
                    foreach (var receipt in receipts)
                    {
                        postings.AddRange(PostingRules.Pay(owed, receipt));
                        var others = Math.Min(owed.OthersCents, receipt.OthersCents);
                        owed = new(owed.OwnCents - Math.Min(owed.OwnCents, receipt.OwnCents), owed.OthersCents - others);
                        received += receipt.OwnCents;
                        settledOthers += others;
                    }
                    postings.AddRange(PostingRules.Report(received));
                    postings.AddRange(PostingRules.Transfer(received));
                    postings.AddRange(PostingRules.Regularise(received));
                    var balance = new TrialBalance(postings);
                    balance.TotalCents.ShouldBe(0);
                    balance[Treasury].ShouldBe(received);
                    balance[Receivables].ShouldBe(owed.TotalCents);
                    balance[PassedThrough].ShouldBe(-(issued.OthersCents - settledOthers));
                    balance[PayerCredits].ShouldBe(-(received - (issued.OwnCents - owed.OwnCents)));
                    (balance[PspClearing], balance[ReportedClearing], balance[BankSuspense]).ShouldBe((0L, 0L, 0L));
                },
                iter: 1_000
            );

    private static Gen<Shares> SharesOf(int ownMin, int ownMax, int othersMax) =>
        Gen.Select(Gen.Int[ownMin, ownMax], Gen.Int[0, othersMax], (own, others) => new Shares(own, others));

    private static TrialBalance Balance(params IReadOnlyList<Posting>[] events) => new(events.SelectMany(postings => postings));

    private static void Expect(TrialBalance balance, params (LedgerAccount Account, long Cents)[] expected)
    {
        balance.TotalCents.ShouldBe(0);
        var all = expected.ToDictionary(line => line.Account, line => line.Cents);
        foreach (var account in Enum.GetValues<LedgerAccount>())
            balance[account].ShouldBe(all.GetValueOrDefault(account), account.ToString());
    }
}

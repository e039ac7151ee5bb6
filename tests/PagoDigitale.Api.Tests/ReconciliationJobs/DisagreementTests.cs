using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>Facts that are all there and do not agree: nothing that is not exact is called regular.</summary>
public sealed class DisagreementTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData(9_999, -1)]
    [InlineData(10_250, 250)]
    public async Task A_payment_of_another_amount_than_owed_is_an_anomaly_with_its_difference(long paidCents, long difference)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.OwedAsync() with { Cents = paidCents };
        (await scene.ReceiveAsync(paid)).ShouldBe("amount-mismatch");
        var before = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();
        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));

        var after = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();

        foreach (var item in new[] { before, after })
            (item.Class, item.IsRegular, item.DifferenceCents).ShouldBe(("IUD_RT_DIV_IMP", false, difference));
        after.NextStep.ShouldContain("cancelPosition");
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.BalanceAsync("receivables")).ShouldBe(Math.Max(0, -difference));
        (await scene.BalanceAsync("payer-credits")).ShouldBe(Math.Min(0, -difference));
    }

    [Fact]
    public async Task A_payment_of_a_cancelled_position_is_owed_back_and_not_regular()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Errore" });
        (await scene.ReceiveAsync(owed)).ShouldBe("state-mismatch");
        await scene.UploadAsync(scene.Flow(owed.Row));

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();

        (item.Class, item.IsRegular, item.DifferenceCents).ShouldBe(("RT_NO_IUD", false, null));
        item.Rule.ShouldContain("cancelled");
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-10_000);
    }

    [Fact]
    public async Task A_row_of_another_amount_than_its_receipt_is_an_anomaly()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.UploadAsync(scene.Flow(paid.Row with { AmountCents = 9_900 }));

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();

        (item.Class, item.IsRegular, item.AmountCents, item.DifferenceCents).ShouldBe(("RT_IUF_DIV_IMP", false, 9_900, -100));
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(100);
    }

    [Fact]
    public async Task A_second_credit_of_a_flow_asks_the_treasurer_and_not_the_payer()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day.AddDays(1), file.Sum, file.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day.AddDays(2), file.Sum + 1, file.FlussoId)
        );

        var items = (await scene.ItemsAsync(await scene.ReconcileAsync())).Where(i => !i.IsRegular).OrderBy(i => i.AmountCents).ToList();

        items
            .Select(i => (i.Class, i.AmountCents, i.FlussoId))
            .ShouldBe([("DOPPI", file.Sum, file.FlussoId), ("TES_NO_MATCH", file.Sum + 1, file.FlussoId)]);
        items[0].NextStep.ShouldContain("treasurer");
        items[0].Facts.ShouldBe(["treasury movement of 100,00 euro", "repeated movement"]);
        items[1].Rule.ShouldContain("another total");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(10_000);
    }

    [Fact]
    public async Task A_flow_that_reports_what_a_single_transfer_had_brought_is_a_duplicate()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 10_000, $"/RFB/{paid.Iuv}/100.00"));
        (await scene.ReconcileAsync()).Classes.Single().Class.ShouldBe("RT_TES");

        await scene.UploadAsync(scene.Flow(paid.Row));
        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();

        (item.Class, item.IsRegular).ShouldBe(("DOPPI", false));
        item.NextStep.ShouldContain("PSP");
        item.Facts.ShouldContain("earlier transfer of its own");
    }

    [Fact]
    public async Task What_a_revision_drops_is_paid_by_its_receipt_or_owed_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (kept, proved, unproved) = (await scene.PaidAsync(), await scene.PaidAsync(2_000), await scene.OwedAsync(3_000));
        var file = scene.Flow(kept.Row, proved.Row, unproved.Row);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        foreach (var paid in new[] { kept, proved, unproved })
            (await scene.StateAsync(paid)).ShouldBe("reconciled");

        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [kept.Row] });

        (await scene.StateAsync(kept)).ShouldBe("reported");
        (await scene.StateAsync(proved)).ShouldBe("paid");
        (await scene.StateAsync(unproved)).ShouldBe("payable");
        (await scene.MovementAsync(statement)).State.ShouldBe("unmatched");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_revoked_payment_is_never_regular_and_says_what_was_taken_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (kept, revoked) = (await scene.PaidAsync(17_300), await scene.PaidAsync(5_000));
        var file = scene.Flow(kept.Row, revoked.Row with { Outcome = "3" }) with { TotalCents = 12_300 };
        (await scene.UploadAsync(file)).State.ShouldBe("parsed");
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 12_300, file.FlussoId));

        var items = (await scene.ItemsAsync(await scene.ReconcileAsync())).OrderBy(i => i.AmountCents).ToList();

        items
            .Select(i => (i.Class, i.IsRegular, i.AmountCents, i.DifferenceCents))
            .ShouldBe([("RT_IUF_DIV_IMP", false, 5_000, -5_000), ("IUD_RT_IUF_TES", true, 17_300, null)]);
        items[0].Facts.ShouldContain("revoked");
        items[0].NextStep.ShouldContain("If the position is open again, ask the payer with a new one");
        var split = await scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = file.FlussoId });
        (split.TotalCents, split.UnallocatedCents).ShouldBe((12_300, 0));
    }

    [Fact]
    public async Task A_revoked_second_payment_asks_for_nothing_else()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var second = paid with { ReceiptId = Guid.NewGuid().ToString("N") };
        await scene.ReceiveAsync(second);
        await scene.UploadAsync(scene.Flow(paid.Row));
        await scene.UploadAsync(
            scene.Flow((await scene.PaidAsync(9_000)).Row, second.Row with { Outcome = "3" }) with
            {
                TotalCents = 4_000,
            }
        );

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => i.Class == "RT_IUF_DIV_IMP");

        (await scene.StateAsync(paid)).ShouldBe("reported");
        item.NextStep.ShouldContain("If another payment still pays the position, that is all");
    }

    [Fact]
    public async Task Money_that_did_not_come_is_asked_of_the_psp_before_anything_is_given_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var more = await scene.OwedAsync(13_300) with { Cents = 14_300 };
        var (twice, owed) = (await scene.PaidAsync(5_000), more with { Cents = 13_300 });
        await scene.ReceiveAsync(more);
        var second = twice with { ReceiptId = Guid.NewGuid().ToString("N") };
        await scene.ReceiveAsync(second);
        var file = scene.Flow(owed.Row, twice.Row, second.Row with { AmountCents = 4_000 });
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));

        var items = (await scene.ItemsAsync(await scene.ReconcileAsync())).Where(i => !i.IsRegular).ToList();

        items.Select(i => i.Class).ShouldBe(["RT_IUF_DIV_IMP", "RT_IUF_DIV_IMP"]);
        items.ShouldAllBe(i =>
            i.NextStep.StartsWith("Ask the PSP", StringComparison.Ordinal)
            && !i.NextStep.Contains("refundPayerCredit", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_total_that_adds_what_was_revoked_is_an_anomaly_and_no_income()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(12_000);
        var file = scene.Flow(paid.Row with { Outcome = "3" }) with { TotalCents = 12_000 };

        var flow = await scene.UploadAsync(file);

        (flow.State, flow.Anomalies.Single().Code, flow.ComputedAmountCents).ShouldBe(("anomalous", "revoked-added", -12_000));
        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();
        (item.Class, item.DifferenceCents).ShouldBe(("IUF_TES_DIV_IMP", 24_000));
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(-12_000);
        (await scene.IssueAsync(file.FlussoId)).Skipped.Single().Reason.ShouldBe("anomalous");
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).ReportedCents.ShouldBe(-12_000);
    }

    [Fact]
    public async Task A_payment_told_by_two_flows_is_a_question_for_the_PSP()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.UploadAsync(scene.Flow(paid.Row));
        await scene.UploadAsync(scene.Flow(paid.Row));

        var items = (await scene.ItemsAsync(await scene.ReconcileAsync())).Where(i => i.Class == "DOPPI").ToList();

        items.Single().NextStep.ShouldContain("The payer paid once");
        items[0].Facts.ShouldContain("repeated row");
    }

    [Fact]
    public async Task A_debit_that_names_a_flow_is_shown()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day.AddDays(1), -2_000, file.FlussoId)
        );

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => !i.IsRegular);

        (item.Class, item.AmountCents, item.FlussoId).ShouldBe(("TES_NO_MATCH", 2_000, file.FlussoId));
        item.Rule.ShouldContain("took money");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(10_000);
    }

    [Fact]
    public async Task Reconciled_is_what_came_once_whoever_tells_it_again_and_nothing_that_was_taken_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (twice, revoked, single) = (await scene.PaidAsync(700), await scene.PaidAsync(1_000), await scene.PaidAsync(300));
        FlowFile[] files =
        [
            scene.Flow(twice.Row, revoked.Row),
            scene.Flow(twice.Row),
            scene.Flow(twice.Row, revoked.Row with { AmountCents = 100, Outcome = "3" }) with
            {
                TotalCents = 600,
            },
        ];
        foreach (var file in files)
            await scene.UploadAsync(file);
        await scene.UploadAsync([
            .. files.Select(f => StatementLineRow.OfFlow(MoneyScene.Day, f == files[2] ? 600 : f.Sum, f.FlussoId)),
            new StatementLineRow(MoneyScene.Day, 300, $"/RFB/{single.Iuv}"),
        ]);
        await scene.ReconcileAsync();

        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);

        (summary.ReconciledCents, summary.ReconciledCount).ShouldBe((1_000, 2));
    }
}

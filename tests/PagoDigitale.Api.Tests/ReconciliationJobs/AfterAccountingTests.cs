using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>
/// A reversale that was issued stays as it is: whatever says otherwise afterwards is shown, and the ledger follows the bank.
/// </summary>
public sealed class AfterAccountingTests(OneApi one) : IClassFixture<OneApi>
{
    /// <summary>Every step ends with all controls of the trial balance at zero: MoneyScene looks after each reconciliation.</summary>
    [Theory]
    [InlineData(15_000, 15_000, 5_000)]
    [InlineData(15_000, 10_000, null)]
    [InlineData(10_000, 9_999, -1)]
    [InlineData(10_000, 10_001, 1)]
    public async Task Booked_by_flow_then_revised_or_credited_otherwise(long revisedCents, long creditedCents, int? difference)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(5_000));
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        if (revisedCents != file.Sum)
            await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [first.Row, second.Row] });
        await scene.BalancedAsync();
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, creditedCents, file.FlussoId));

        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        var item = items.Single(i => i.FlussoId == file.FlussoId);
        (item.Class, item.IsRegular, item.DifferenceCents).ShouldBe(("IUF_TES_DIV_IMP", false, difference));
        item.NextStep.ShouldContain("Book the difference");
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).TransferredCents.ShouldBe(creditedCents);
        (await scene.BalanceAsync("treasury")).ShouldBe(10_000);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(creditedCents - 10_000);
    }

    [Fact]
    public async Task Booked_and_then_revised_down_to_what_the_bank_credits()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync(5_000));
        var file = scene.Flow(first.Row, second.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [first.Row] });
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, file.FlussoId));

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => i.FlussoId == file.FlussoId);

        (item.Class, item.DifferenceCents).ShouldBe(("IUF_TES_DIV_IMP", -5_000));
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(-5_000);
    }

    [Fact]
    public async Task A_receipt_that_is_missing_is_told_until_it_comes()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        await scene.ReversaleAsync(file.FlussoId);

        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().Class.ShouldBe("IUV_NO_RT");
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.Single().Class.ShouldBe("IUV_NO_RT");
        await scene.ReceiveAsync(owed);

        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldBeEmpty();
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldBeEmpty();
    }

    /// <summary>The row alone, its late receipt, and another flow that tells of it again.</summary>
    [Fact]
    public async Task A_position_is_settled_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var (first, again) = (scene.Flow(owed.Row), scene.Flow(MoneyScene.Day, "60000000002", owed.Row));
        await scene.UploadAsync(first);
        await scene.ReversaleAsync(first.FlussoId);
        await scene.ReceiveAsync(owed);
        await scene.UploadAsync(again);
        await scene.ReversaleAsync(again.FlussoId);

        (await scene.EventsAsync(owed.PositionId)).Count(e => e == "position.settled").ShouldBe(1);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Booked_and_credited_exactly_leaves_nothing_open()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));

        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldBeEmpty();
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
    }

    [Fact]
    public async Task A_revision_with_other_payments_of_the_same_sum_is_told()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(), await scene.PaidAsync());
        var file = scene.Flow(first.Row);
        await scene.UploadAsync(file);
        await scene.ReversaleAsync(file.FlussoId);

        var newer = await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [second.Row] });

        newer.Anomalies.Single().Code.ShouldBe("accounted-payments-changed");
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldContain(i =>
            i.Class == "IUF_TES_DIV_IMP" && i.FlussoId == file.FlussoId
        );

        var restored = await scene.UploadAsync(file with { At = file.At.AddHours(2) });
        restored.Anomalies.ShouldBeEmpty();
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(i => i.Class == "IUF_TES_DIV_IMP");
    }

    [Fact]
    public async Task A_payment_told_twice_is_booked_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, unproved) = (await scene.PaidAsync(), await scene.OwedAsync(2_000));
        FlowFile[] files =
        [
            scene.Flow(paid.Row, unproved.Row with { Outcome = "9" }),
            scene.Flow(paid.Row, unproved.Row with { ReceiptId = "ALTRA", Outcome = "9" }),
        ];
        foreach (var file in files)
            await scene.UploadAsync(file);

        // Whichever is booked first, the row that came first is the one that counts.
        var second = await scene.ReversaleAsync(files[1].FlussoId);
        var first = await scene.ReversaleAsync(files[0].FlussoId);

        (first.Allocations.Sum(a => a.AmountCents), first.UnallocatedCents).ShouldBe((12_000, 0));
        (second.Allocations.Sum(a => a.AmountCents), second.UnallocatedCents).ShouldBe((0, 12_000));
    }

    [Fact]
    public async Task What_was_not_owed_any_more_is_no_income()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Errore" });
        await scene.ReceiveAsync(owed);
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(file);

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        (reversale.AmountCents, reversale.UnallocatedCents, reversale.Allocations.Count).ShouldBe((10_000, 10_000, 0));
        (await scene.BalanceAsync("payer-credits")).ShouldBe(-10_000);
    }

    [Fact]
    public async Task Rows_that_do_not_add_up_are_an_item_even_when_the_credit_is_the_total()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync(7_000)).Row) with { TotalCents = 9_000 };
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 9_000, file.FlussoId));

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single();

        (item.Class, item.IsRegular, item.AmountCents, item.DifferenceCents).ShouldBe(("IUF_TES_DIV_IMP", false, 9_000, 2_000));
        item.NextStep.ShouldContain("revision");
    }

    [Fact]
    public async Task A_single_transfer_that_comes_instead_of_the_flows_is_no_duplicate()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        await scene.UploadAsync(scene.Flow(paid.Row));
        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 10_000, $"/RFB/{paid.Iuv}/100.00"));

        var item = (await scene.ItemsAsync(await scene.ReconcileAsync())).Single(i => i.MovementId != null);

        (item.Class, item.Rule).ShouldBe(
            ("TES_NO_MATCH", "A rendicontazione reports the payment this movement names, and its own transfer has not come.")
        );
    }

    /// <summary>Ours and the node's identifiers of receipts share one register.</summary>
    [Fact]
    public async Task A_receipt_of_the_node_cannot_take_the_place_of_a_payment_outside()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (other, owed) = (await scene.OwedAsync(), await scene.OwedAsync());
        await scene.ReceiveAsync(other with { ReceiptId = $"outside-{owed.NoticeNumber}" });

        var paid = await scene.DeclareAsync(owed);

        paid.State.ShouldBe("paid");
        await scene.BalancedAsync();
    }
}

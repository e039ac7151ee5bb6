using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class WithdrawOutsidePaymentTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_payment_declared_by_mistake_is_owed_again_and_asking_twice_changes_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var declared = await scene.DeclareAsync(owed);
        var receipt = PositionScene.Instalment(declared).ReceiptId!;

        var back = await WithdrawAsync(scene, owed);

        (back.State, back.PaidCents).ShouldBe(("payable", 0));
        (
            PositionScene.Instalment(back).PaidOutsideNode,
            PositionScene.Instalment(back).PaidAt,
            PositionScene.Instalment(back).ReceiptId
        ).ShouldBe((false, null, null));
        var read = await scene.Client.Receipts.ReadAsync(scene.Organization, receipt);
        (read.Classification, read.Withdrawal!.Reason).ShouldBe(("withdrawn", "Posizione sbagliata"));
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => scene.Client.Receipts.DownloadAsync(scene.Organization, receipt))
        ).Code.ShouldBe("receipt-withdrawn");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
        (await scene.BalanceAsync("receivables")).ShouldBe(10_000);
        (await scene.EventsAsync(owed.PositionId)).ShouldContain("position.outside-payment-withdrawn");
        await scene.BalancedAsync();
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.PaidCents, summary.PaidCount, summary.OutstandingCents).ShouldBe((0, 0, 10_000));
        (await scene.Client.Accertamenti.ListAsync(scene.Organization, new() { Number = "117" })).Items.Single().CollectedCents.ShouldBe(0);

        (await WithdrawAsync(scene, owed)).State.ShouldBe("payable");
        (await scene.CountAsync("events WHERE type = 'position.outside-payment-withdrawn' AND")).ShouldBe(1);
        (await scene.ReceiveAsync(owed)).ShouldBe("regular");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_was_also_paid_through_pagopa_is_the_payment_from_then_on()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.DeclareAsync(owed);
        (await scene.ReceiveAsync(owed)).ShouldBe("duplicate-payment");
        await scene.UploadAsync(scene.Flow(owed.Row));

        var position = await WithdrawAsync(scene, owed);

        (position.State, position.PaidCents).ShouldBe(("reported", 10_000));
        (await scene.Client.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(position).ReceiptId!)).Classification.ShouldBe(
            "regular"
        );
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().Class.ShouldBe("IUF_NO_TES");
    }

    /// <summary>
    /// The payer has the money of the second payment, or a cent of it, and the declaration was none: nothing pays the debt.
    /// </summary>
    [Theory]
    [InlineData(10_000)]
    [InlineData(1)]
    public async Task What_was_also_paid_and_given_back_pays_nothing(long refundedCents)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.DeclareAsync(owed);
        await scene.ReceiveAsync(owed);
        var second = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = owed.ReceiptId })).Items.Single();
        await RefundAsync(scene, second.Id, refundedCents);
        await WithdrawAsync(scene, owed);
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 10_000, file.FlussoId));
        await scene.ReconcileAsync();

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        (reversale.AmountCents, reversale.UnallocatedCents).ShouldBe((10_000, 10_000));
        (await scene.StateAsync(owed)).ShouldBe("payable");
        (await scene.EventsAsync(owed.PositionId)).ShouldNotContain("position.settled");
        await scene.BalancedAsync();
        (await scene.ReceiveAsync(owed with { ReceiptId = Guid.NewGuid().ToString("N") })).ShouldBe("regular");
        (await scene.StateAsync(owed)).ShouldBe("paid");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_was_not_declared_or_is_not_there_is_refused()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, other) = (await scene.PaidAsync(), await scene.OwedAsync());

        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => WithdrawAsync(scene, paid))).Code.ShouldBe("not-paid-outside");
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => WithdrawAsync(scene, paid with { InstalmentId = other.InstalmentId })))
            .Errors.Single()
            .Code.ShouldBe("instalment-not-found");
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
            WithdrawAsync(scene, paid with { PositionId = "pos_01kav7w1ah9wxan0wvc4bxmpmj" })
        );
    }

    private static Task<Position> WithdrawAsync(MoneyScene scene, Paid owed) =>
        scene.Client.Positions.WithdrawOutsidePaymentAsync(
            scene.Organization,
            owed.PositionId,
            new() { InstalmentId = owed.InstalmentId, Reason = "Posizione sbagliata" }
        );
}

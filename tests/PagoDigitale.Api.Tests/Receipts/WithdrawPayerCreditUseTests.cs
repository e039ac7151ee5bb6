using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>Each way out of the payer's credits can be taken back, and what follows from what is owed back is as it was.</summary>
public sealed class WithdrawPayerCreditUseTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_refund_that_came_back_closes_the_case_and_one_that_did_not_opens_it_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);

        var back = await WithdrawAsync(scene, receipt.Id, receipt.PayerCreditUses!.Single().Id!);

        (await CasesAsync(scene)).ShouldBeEmpty();
        back.PayerCreditUses!.Single().Withdrawal!.Reason.ShouldBe("Bonifico tornato");
        (await scene.EventsAsync(receipt.Id)).ShouldContain("receipt.credit-refund-withdrawn");
        await ClosesAsync(scene);
        await WithdrawAsync(scene, receipt.Id, receipt.PayerCreditUses!.Single().Id!);
        await scene.BalancedAsync();

        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, receipt.Id, 3_999))).Code.ShouldBe(
            "credit-too-low"
        );
        (await RefundAsync(scene, receipt.Id, 4_000)).PayerCreditUses!.Single().Withdrawal.ShouldBeNull();
        (await CasesAsync(scene)).ShouldBe([("refunded", 4_000)]);
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task A_refund_of_a_cancelled_debt_that_came_back_leaves_it_paid_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Doppia emissione" });
        await scene.ReceiveAsync(owed);
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = owed.ReceiptId })).Items.Single();
        var refunded = await RefundAsync(scene, receipt.Id, 10_000);
        (await scene.StateAsync(owed)).ShouldBe("cancelled");

        (await WithdrawAsync(scene, receipt.Id, refunded.PayerCreditUses!.Single().Id!)).PayerCreditCents.ShouldBe(10_000);

        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.State, position.PaidCents).ShouldBe(("paid", 10_000));
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task An_assignment_that_was_a_mistake_leaves_its_notice_owed_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);
        var other = await scene.OwedAsync(6_000);
        var used = await AssignAsync(scene, second.Id, other.NoticeNumber);

        (await WithdrawAsync(scene, second.Id, used.PayerCreditUses!.Single().Id!)).PayerCreditCents.ShouldBe(10_000);

        (await scene.StateAsync(other)).ShouldBe("payable");
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_and_takes_nothing_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);
        var use = receipt.PayerCreditUses!.Single().Id!;

        foreach (var unknown in new[] { "pcu_01kav7w1mh36kyb0ktv7qy8ebr", "pcu_nothing" })
            await FieldRefusalAsync("creditUseId", "credit-use-not-found", () => WithdrawAsync(scene, receipt.Id, unknown));
        await FieldRefusalAsync(
            "reason",
            "not-empty",
            () =>
                scene.Client.Receipts.WithdrawPayerCreditUseAsync(scene.Organization, receipt.Id, new() { CreditUseId = use, Reason = " " })
        );
        (await CasesAsync(scene)).ShouldBe([("refunded", 4_000)]);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_use_in_another_organization_is_not_there()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var (theirs, _) = await GivenBackTooMuchAsync(other);
        var use = theirs.PayerCreditUses!.Single().Id!;

        foreach (var receipt in new[] { theirs.Id, "rcp_01kav7w1mh36kyb0ktv7qy8ebr" })
            await RefusalAsync(404, "receipt-not-found", () => WithdrawAsync(scene, receipt, use));
        (await CasesAsync(other)).ShouldBe([("refunded", 4_000)]);
    }
}

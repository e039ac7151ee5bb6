using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class RefundPayerCreditTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_refund_takes_the_credit_down_and_the_item_is_an_exception_no_more()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (_, second) = await TwiceAsync(scene);

        (await RefundAsync(scene, second.Id, 4_000)).PayerCreditCents.ShouldBe(6_000);
        (await RefundAsync(scene, second.Id, 6_000)).PayerCreditCents.ShouldBe(0);

        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(i => i.Class == "DOPPI");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => RefundAsync(scene, second.Id, 1))).Code.ShouldBe("credit-too-low");
        (await scene.EventsAsync(second.Id)).Count(e => e == "receipt.credit-refunded").ShouldBe(2);
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.PayerCreditsCents, summary.PayerCreditsCount, summary.PaidCents).ShouldBe((0, 0, 10_000));
        ShouldClose(summary);
    }

    [Fact]
    public async Task A_reversale_on_its_flow_does_not_settle_what_is_owed_back_to_the_payer()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, second) = await TwiceAsync(scene);
        var file = scene.Flow(paid.Row, (paid with { ReceiptId = second.Iur }).Row);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        await scene.IssueAsync(file.FlussoId);

        (await scene.ItemsAsync(await scene.ReconcileAsync()))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(i => i.Class.ShouldBe("DOPPI"), i => i.AmountCents.ShouldBe(10_000));
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization))
            .Exceptions.ShouldHaveSingleItem()
            .Class.ShouldBe("DOPPI");

        await RefundAsync(scene, second.Id, 10_000);
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldBeEmpty();
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_and_gives_nothing_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var second = await SecondAsync(scene);

        await FieldRefusalAsync(
            "refundedOn",
            "refunded-on-future",
            () =>
                scene.Client.Receipts.RefundPayerCreditAsync(
                    scene.Organization,
                    second.Id,
                    new()
                    {
                        AmountCents = 1,
                        RefundedOn = PositionScene.Today.AddDays(2),
                        Reason = "Mandato",
                    }
                )
        );
        await FieldRefusalAsync("amountCents", "amount-invalid", () => RefundAsync(scene, second.Id, 0));
        await FieldRefusalAsync("reason", "not-empty", () => RefundAsync(scene, second.Id, 1, " "));
        await RefusalAsync(409, "credit-too-low", () => RefundAsync(scene, second.Id, 10_001));
        (await scene.Client.Receipts.ReadAsync(scene.Organization, second.Id)).PayerCreditCents.ShouldBe(10_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task The_credit_of_another_organization_is_not_there()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var theirs = await SecondAsync(other);

        foreach (var receipt in new[] { theirs.Id, "rcp_01kav7w1mh36kyb0ktv7qy8ebr" })
            await RefusalAsync(404, "receipt-not-found", () => RefundAsync(scene, receipt, 1));
        (await other.BalanceAsync("payer-credits")).ShouldBe(-10_000);
    }
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>Money that came for what was not owed, once it is given back, is nobody's business any more.</summary>
public sealed class GivenBackTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_cancelled_debt_whose_payment_was_refunded_is_cancelled_again(bool isReconciled)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, receipt) = await PaidAfterCancellationAsync(scene);
        if (isReconciled)
        {
            var flow = await scene.UploadAsync(scene.Flow(owed.Row));
            await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, 13_000, flow.FlussoId));
        }
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().Class.ShouldBe("RT_NO_IUD");

        (await RefundAsync(scene, receipt.Id, 5_000)).PayerCreditUses!.Count.ShouldBe(1);
        (await scene.StateAsync(owed)).ShouldBe(isReconciled ? "reconciled" : "paid");
        var refunded = await RefundAsync(scene, receipt.Id, 8_000);

        refunded
            .PayerCreditUses!.Select(u => (u.Kind, u.AmountCents, u.RefundedOn, u.Reason))
            .ShouldBe([
                ("refunded", 5_000, PositionScene.Today, "Mandato 412"),
                ("refunded", 8_000, (DateOnly?)PositionScene.Today, "Mandato 412"),
            ]);
        var position = await scene.Client.Positions.ReadAsync(scene.Organization, owed.PositionId);
        (position.State, position.PaidCents, position.OutstandingCents).ShouldBe(("cancelled", 0, 0));
        (await scene.Client.Positions.ListAsync(scene.Organization, new() { IsPaid = true })).Items.ShouldBeEmpty();
        (await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Prova" })).State.ShouldBe(
            "cancelled"
        );
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                scene.Client.Positions.ReopenAsync(scene.Organization, owed.PositionId, new() { Reason = "Prova" })
            )
        ).Code.ShouldBe("position-payment-given-back");
        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(i => i.Class == "RT_NO_IUD");
        (await scene.StateAsync(owed)).ShouldBe("cancelled", "a later run does not bring the payment back");
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.ShouldNotContain(e => e.Class == "RT_NO_IUD");
    }

    [Fact]
    public async Task What_was_replaced_is_replaced_again_when_its_payment_pays_what_took_its_place()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var first = await scene.Positions.CreateAsync(PositionScene.Input(13_000, externalId: "PIANO", instalments: 2));
        await scene.Positions.CreateAsync(PositionScene.Input(26_000, externalId: "PIANO"));
        var replaced = PositionScene.Instalment(first, 1);
        var paid = new Paid(first.Id, replaced.Id, replaced.NoticeNumber!, Guid.NewGuid().ToString("N"), 13_000);
        (await scene.ReceiveAsync(paid)).ShouldBe("state-mismatch");
        var other = await scene.OwedAsync(13_000);
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = paid.ReceiptId })).Items.Single();

        var used = await AssignAsync(scene, receipt.Id, other.NoticeNumber);

        used.PayerCreditUses!.Single()
            .ShouldSatisfyAllConditions(
                u => (u.Kind, u.AmountCents, u.NoticeNumber, u.Reason).ShouldBe(("assigned", 13_000, other.NoticeNumber, "Richiesta")),
                u => u.AssignedReceiptId.ShouldStartWith("rcp_"),
                u => u.RefundedOn.ShouldBeNull()
            );
        (
            await scene.Positions.QueryAsync<string>(
                $"SELECT state FROM instalments WHERE organization_id = '{scene.Organization}' AND notice_number = '{paid.NoticeNumber}'"
            )
        ).ShouldBe(["replaced"]);
        (await scene.Client.Positions.ReadAsync(scene.Organization, first.Id)).State.ShouldBe("payable");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_payment_for_nobody_that_was_assigned_and_one_refunded_beside_a_declared_payment_are_regular()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (meant, declared) = (await scene.OwedAsync(10_000), await scene.OwedAsync(7_000));
        var unknown = meant with { NoticeNumber = "301000000000999999", ReceiptId = Guid.NewGuid().ToString("N") };
        await scene.ReceiveAsync(unknown);
        await scene.DeclareAsync(declared);
        (await scene.ReceiveAsync(declared)).ShouldBe("duplicate-payment");
        await scene.UploadAsync(scene.Flow(unknown.Row, declared.Row));
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Count(i => i.Class is "RT_NO_IUD" or "DOPPI").ShouldBe(2);

        var receipts = (await scene.Client.Receipts.ListAsync(scene.Organization)).Items;
        await AssignAsync(scene, receipts.Single(r => r.Iur == unknown.ReceiptId).Id, meant.NoticeNumber, "Numero sbagliato");
        await RefundAsync(scene, receipts.Single(r => r.Iur == declared.ReceiptId).Id, 7_000);

        (await scene.ItemsAsync(await scene.ReconcileAsync())).ShouldNotContain(i => i.Class == "RT_NO_IUD" || i.Class == "DOPPI");
    }

    [Fact]
    public async Task The_log_says_why_where_an_operation_asks_for_a_reason()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (owed, receipt) = await PaidAfterCancellationAsync(scene);
        await RefundAsync(scene, receipt.Id, 13_000);
        await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
            scene.Client.Positions.ReopenAsync(scene.Organization, owed.PositionId, new() { Reason = "Ripensamento" })
        );

        var log = (await scene.Client.ActivityLog.ListAsync(scene.Organization, new() { Limit = 200 })).Items;

        log.Where(e => e.Reason is not null)
            .Select(e => (e.OperationId, e.Outcome, e.Reason))
            .ShouldBe([
                ("reopenPosition", "refused", "Ripensamento"),
                ("refundPayerCredit", "succeeded", "Mandato 412"),
                ("cancelPosition", "succeeded", "Doppia emissione"),
            ]);
        (await scene.Client.ActivityLog.VerifyAsync(scene.Organization)).IsIntact.ShouldBeTrue();
        await scene.Positions.SqlAsync(
            $"UPDATE activity_log SET reason = 'Altro' WHERE organization_id = '{scene.Organization}' AND reason = 'Mandato 412'"
        );
        (await scene.Client.ActivityLog.VerifyAsync(scene.Organization)).IsIntact.ShouldBeFalse("a changed reason breaks the chain");
    }

    private static async Task<(Paid Owed, Receipt Receipt)> PaidAfterCancellationAsync(MoneyScene scene)
    {
        var owed = await scene.OwedAsync(13_000);
        await scene.Client.Positions.CancelAsync(scene.Organization, owed.PositionId, new() { Reason = "Doppia emissione" });
        (await scene.ReceiveAsync(owed)).ShouldBe("state-mismatch");
        return (owed, (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = owed.ReceiptId })).Items.Single());
    }
}

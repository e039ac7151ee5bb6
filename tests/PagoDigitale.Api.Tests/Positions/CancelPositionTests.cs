using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class CancelPositionTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task Cancelling_twice_succeeds_and_tells_it_once()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 2));
        var cancelled = await scene.CancelAsync(position);
        (cancelled.State, cancelled.AmountCents, cancelled.Version).ShouldBe(("cancelled", 0, 2));
        (await scene.CancelAsync(position)).Version.ShouldBe(2);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.cancelled"]);
        // The event tells what the position itself tells afterwards.
        (await scene.SaidAsync("subject_type = 'position'"))
            .Select(said => (long)said["amountCents"]!)
            .ShouldBe([20_000, 0]);
    }

    [Fact]
    public async Task Cancel_a_paid_position_is_refused()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await scene.ReadAsync(position)).State.ShouldBe("paid");
        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CancelAsync(position));
        refusal.Code.ShouldBe("position-already-paid");
        refusal.Message.ShouldNotBeEmpty();
        refusal.Problem!.Detail!.ShouldContain("is paid");
    }

    [Fact]
    public async Task The_unpaid_rest_of_a_plan_is_cancelled_and_what_is_paid_stays()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 3));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await scene.ReadAsync(position)).State.ShouldBe("partially-paid");

        var cancelled = await scene.CancelAsync(position);
        (cancelled.State, cancelled.AmountCents, cancelled.PaidCents).ShouldBe(("paid", 10_000, 10_000));
        cancelled.PaymentOptions[0].Instalments.Select(i => i.State).ShouldBe(["paid", "cancelled", "cancelled"]);
        (await scene.CancelAsync(position)).Version.ShouldBe(cancelled.Version);
        (await scene.EventsAsync(position)).ShouldBe([
            "position.created",
            "position.partially-paid",
            "position.cancelled",
            "position.paid",
        ]);
        (await scene.SaidAsync("type = 'position.cancelled'"))
            .Select(said => $"{said["cancelledCents"]} {said["amountCents"]} {said["state"]}")
            .ShouldBe(["20000 10000 paid"]);
        (await scene.SaidAsync("type = 'position.paid'"))
            .Select(said => $"{said["paidBy"]} {said["paidCents"]} {said["previousState"]}")
            .ShouldBe(["cancellation 10000 partially-paid"]);
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).OutstandingCents.ShouldBe(0);
        await scene.BalancedAsync();

        var reopened = await scene.ReopenAsync(position);
        (reopened.State, reopened.AmountCents).ShouldBe(("partially-paid", 30_000));
        (await scene.Ledger.ReadCollectionSummaryAsync(scene.Organization)).OutstandingCents.ShouldBe(20_000);
        await scene.BalancedAsync();

        await scene.CancelAsync(position);
        (await scene.PayAsync(PositionScene.Instalment(position, 1).NoticeNumber, 10_000)).Classification.ShouldBe(
            ReceiptClassification.StateMismatch
        );
        (await scene.ReadAsync(position)).State.ShouldBe("paid");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Only_a_payment_of_what_would_be_cancelled_holds_the_cancellation_back()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 2));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        await scene.BeginPaymentAsync(PositionScene.Instalment(position, 1).Id);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CancelAsync(position))).Code.ShouldBe("payment-in-progress");
    }

    [Fact]
    public async Task It_takes_a_reason_and_the_organization_of_the_position()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        var position = await scene.CreateAsync();

        await FieldRefusalAsync(
            "reason",
            "not-empty",
            () => scene.Positions.CancelAsync(scene.Organization, position.Id, new() { Reason = " " })
        );
        await RefusalAsync(404, "position-not-found", () => other.CancelAsync(position));
        (await scene.ReadAsync(position)).State.ShouldBe("payable");
    }
}

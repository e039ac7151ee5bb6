using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class RecordOutsidePaymentTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_payment_outside_the_node_leaves_a_receipt_and_cannot_be_repeated_by_the_node()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var paid = await scene.PayOutsideAsync(position);
        paid.State.ShouldBe("paid");
        paid.PaidCents.ShouldBe(10_000);
        var instalment = PositionScene.Instalment(paid);
        instalment.PaidOutsideNode.ShouldBeTrue();
        instalment.ReceiptId.ShouldNotBeNull();
        (await scene.PayOutsideAsync(position)).Version.ShouldBe(paid.Version);
        (await scene.QueryAsync<string>($"SELECT classification FROM receipts WHERE organization_id = '{scene.Organization}'")).ShouldBe([
            "outside-node",
        ]);
        (await scene.EventsAsync(position)).ShouldBe(["position.created", "position.paid"]);
        var told = await fixture.Api.Admin.Events.ListAsync(scene.Organization, new() { Type = EventTypes.PositionPaid });
        told.Items.Single().DataAs<PositionPaidData>()!.PaidAt.ShouldBe(instalment.PaidAt.ShouldNotBeNull());
        (await scene.PayAsync(instalment.NoticeNumber, 10_000)).Classification.ShouldBe(ReceiptClassification.DuplicatePayment);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task What_is_sent_wrong_is_named_and_pays_nothing()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var (id, today) = (PositionScene.Instalment(position).Id, PositionScene.Today);

        foreach (
            var (instalment, day, reason, field, code) in new[]
            {
                (id, today.AddDays(2), "Sportello", "paidOn", "paid-on-future"),
                (id, new DateOnly(1999, 12, 31), "Sportello", "paidOn", "date-implausible"),
                (id, today, " ", "reason", "not-empty"),
                ("ins_01kav7w1mh36kyb0ktv7qy8ebr", today, "Sportello", "instalmentId", "instalment-not-found"),
            }
        )
            await FieldRefusalAsync(
                field,
                code,
                () =>
                    scene.Positions.RecordOutsidePaymentAsync(
                        scene.Organization,
                        position.Id,
                        new()
                        {
                            InstalmentId = instalment,
                            PaidOn = day,
                            Reason = reason,
                        }
                    )
            );
        (await scene.ReadAsync(position)).PaidCents.ShouldBe(0);
        (await fixture.Api.Admin.Receipts.ListAsync(scene.Organization)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_cancelled_is_not_paid_and_another_organization_finds_nothing()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        var position = await scene.CancelAsync(await scene.CreateAsync());

        await RefusalAsync(409, "instalment-not-payable", () => scene.PayOutsideAsync(position));
        await RefusalAsync(404, "position-not-found", () => other.PayOutsideAsync(position));
        (await scene.ReadAsync(position)).State.ShouldBe("cancelled");
    }
}

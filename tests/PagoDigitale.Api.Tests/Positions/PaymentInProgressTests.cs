using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Instalment = PagoDigitale.Sdk.Instalment;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// The organization is not locked out by a payment that has begun: the node asks again, and is told what is true then. Only a
/// cancellation asks whether it is meant.
/// </summary>
public sealed class PaymentInProgressTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_change_is_made_with_a_warning_and_told_at_the_next_question()
    {
        using var node = new NodeCaller(fixture.Api.BaseAddress);
        var (scene, position) = await BeingPaidAsync(node);

        var read = await scene.ReadAsync(position);
        PositionScene.Instalment(read).PaymentInProgressUntil!.Value.ShouldBe(DateTimeOffset.UtcNow.AddMinutes(30), TimeSpan.FromMinutes(2));
        read.Warnings.ShouldHaveSingleItem().Code.ShouldBe("payment-in-progress");
        var changed = await scene.Positions.ChangeAsync(scene.Organization, position.Id, position.Version, new()
        {
            Description = "TARI 2026 ricalcolata", Instalments = [new() { Id = PositionScene.Instalment(position).Id, AmountCents = 7_500 }],
        });

        changed.Warnings.ShouldHaveSingleItem().Message.ShouldContain(PositionScene.Instalment(position).NoticeNumber!);
        var told = await ActivateAsync(node, scene, PositionScene.Instalment(position));
        (told.Data.AmountCents, told.Data.Description, told.Data.Transfers.ShouldHaveSingleItem().AmountCents).ShouldBe((7_500, "TARI 2026 ricalcolata", 7_500));
        // The activation renewed the mark, and hinders nobody.
        (await scene.Positions.ChangeAsync(scene.Organization, position.Id, changed.Version, new()
        {
            Instalments = [new() { Id = PositionScene.Instalment(position).Id, AmountCents = 8_000 }],
        })).AmountCents.ShouldBe(8_000);
    }

    [Fact]
    public async Task The_same_external_identifier_rewrites_it_with_a_warning()
    {
        using var node = new NodeCaller(fixture.Api.BaseAddress);
        var (scene, position) = await BeingPaidAsync(node);

        var rewritten = await scene.CreateAsync(PositionScene.Input(9_900, externalId: position.ExternalId));

        rewritten.Warnings.ShouldHaveSingleItem().Code.ShouldBe("payment-in-progress");
        (await ActivateAsync(node, scene, PositionScene.Instalment(rewritten))).Data.AmountCents.ShouldBe(9_900);
    }

    [Fact]
    public async Task Money_taken_at_the_counter_is_declared()
    {
        using var node = new NodeCaller(fixture.Api.BaseAddress);
        var (scene, position) = await BeingPaidAsync(node);

        (await scene.PayOutsideAsync(position)).State.ShouldBe("paid");
    }

    [Fact]
    public async Task Only_a_cancellation_asks_whether_it_is_meant()
    {
        using var node = new NodeCaller(fixture.Api.BaseAddress);
        var (scene, position) = await BeingPaidAsync(node);

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CancelAsync(position));
        var cancelled = await scene.Positions.CancelAsync(scene.Organization, position.Id, new() { Reason1 = "Errore" }, force: true);

        refusal.Code.ShouldBe("payment-in-progress");
        refusal.Problem!.Detail!.ShouldContain("force=true");
        cancelled.State.ShouldBe("cancelled");
        cancelled.Warnings.ShouldHaveSingleItem().Code.ShouldBe("payment-in-progress", "the money may come all the same");
        (await scene.Positions.CancelAsync(scene.Organization, position.Id, new() { Reason1 = "Errore" })).State.ShouldBe("cancelled");
    }

    private async Task<(PositionScene, Position)> BeingPaidAsync(NodeCaller node)
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(externalId: "X-1"));
        (await ActivateAsync(node, scene, PositionScene.Instalment(position))).Data.AmountCents.ShouldBe(10_000);
        return (scene, position);
    }

    private static async Task<GetPaymentResponse> ActivateAsync(NodeCaller node, PositionScene scene, Instalment instalment)
    {
        var station = $"{scene.Organization}_01";
        var request = new GetPaymentRequest(scene.Organization, scene.Organization, station, PaVersion.V2, new QrCode(scene.Organization, instalment.NoticeNumber!));
        return (await node.SendAsync(station, request)).Response.ShouldBeOfType<GetPaymentResponse>();
    }
}

using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ReopenPositionTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task A_reopened_position_has_the_same_notice_number()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await scene.CancelAsync(position);
        var reopened = await scene.ReopenAsync(position);
        reopened.State.ShouldBe("payable");
        PositionScene.Instalment(reopened).NoticeNumber.ShouldBe(PositionScene.Instalment(position).NoticeNumber);
        (await scene.ReopenAsync(position)).Version.ShouldBe(reopened.Version);
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(scene.ReopenAsync(position))).Code.ShouldBe("position-already-paid");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_draft_is_published_instead()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input();
        input.IsDraft = true;
        var draft = await scene.CreateAsync(input);

        await RefusalAsync(409, "position-is-draft", () => scene.ReopenAsync(draft));
        (await scene.ReadAsync(draft)).Version.ShouldBe(draft.Version);
    }

    [Fact]
    public async Task It_takes_a_reason_and_the_organization_of_the_position()
    {
        var (scene, other) = (await fixture.SceneAsync(), await fixture.SceneAsync());
        var position = await scene.CancelAsync(await scene.CreateAsync());

        await FieldRefusalAsync(
            "reason",
            "not-empty",
            () => scene.Positions.ReopenAsync(scene.Organization, position.Id, new() { Reason = " " })
        );
        await RefusalAsync(404, "position-not-found", () => other.ReopenAsync(position));
        (await scene.ReadAsync(position)).State.ShouldBe("cancelled");
    }
}

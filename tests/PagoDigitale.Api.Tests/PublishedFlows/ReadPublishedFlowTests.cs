using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.PublishedFlows;

public sealed class ReadPublishedFlowTests(PublishingWorld world) : IClassFixture<PublishingWorld>
{
    [Fact]
    public async Task It_says_what_the_list_says_and_until_when_it_is_kept()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await scene.FetchAsync();
        var listed = (await scene.PublishedAsync()).Single();

        var read = await scene.Client.PublishedFlows.ReadAsync(scene.Code, listed.Id);

        (read.Id, read.State, read.RendicontazioneId).ShouldBe((listed.Id, "fetched", listed.RendicontazioneId));
        read.RetainedUntil.ShouldBe(read.PublishedAt.AddDays(30));
        read.SettledAt.ShouldNotBeNull();
        read.NextAttemptAt.ShouldBeNull();
    }

    [Fact]
    public async Task One_of_another_organization_is_not_there()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await scene.FetchAsync();
        var other = await world.SceneAsync(isConnected: false);

        await RefusalAsync(
            404,
            "published-flow-not-found",
            async () => await other.Client.PublishedFlows.ReadAsync(other.Code, (await scene.PublishedAsync()).Single().Id)
        );
    }
}

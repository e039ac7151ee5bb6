using PagoDigitale.Core.Calendar;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.PublishedFlows;

public sealed class ListPublishedFlowsTests(PublishingWorld world) : IClassFixture<PublishingWorld>
{
    [Fact]
    public async Task They_are_found_by_what_a_clerk_knows_of_them()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(3);
        await scene.FetchAsync();
        var all = await scene.PublishedAsync();
        var one = all[1];
        var today = RomeTime.LegalDate(TimeProvider.System.GetUtcNow());

        (await IdsAsync(scene, new() { FlussoId = one.FlussoId })).ShouldBe([one.Id]);
        (await IdsAsync(scene, new() { PspId = one.PspId })).ShouldBe([one.Id]);
        (await IdsAsync(scene, new() { State = ["to-fetch", "refused"] })).ShouldBeEmpty();
        (await IdsAsync(scene, new() { State = ["fetched"] })).ShouldBe(all.Select(p => p.Id));
        (await IdsAsync(scene, new() { PublishedFrom = today.AddDays(1) })).ShouldBeEmpty();
        (await IdsAsync(scene, new() { PublishedTo = today.AddDays(-2) })).ShouldBeEmpty();
        var byDay = all.OrderByDescending(p => p.PublishedAt).ThenByDescending(p => p.Id, StringComparer.Ordinal).Select(p => p.Id);
        (await IdsAsync(scene, new() { PublishedFrom = today.AddDays(-1), PublishedTo = today.AddDays(1) })).ShouldBe(byDay);
    }

    [Fact]
    public async Task Pages_together_are_the_list()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(3);
        await scene.FetchAsync();
        var today = RomeTime.LegalDate(TimeProvider.System.GetUtcNow());

        foreach (var from in new DateOnly?[] { null, today.AddDays(-3) })
        {
            var whole = await IdsAsync(scene, new() { PublishedFrom = from });
            var paged = new List<string>();
            string? cursor = null;
            do
            {
                var page = await scene.Client.PublishedFlows.ListAsync(
                    scene.Code,
                    new()
                    {
                        Limit = 1,
                        Cursor = cursor,
                        PublishedFrom = from,
                    }
                );
                paged.AddRange(page.Items.Select(p => p.Id));
                cursor = page.NextCursor;
            } while (cursor is not null);
            paged.ShouldBe(whole);
        }
    }

    private static async Task<List<string>> IdsAsync(PublishingScene scene, ListPublishedFlowsOptions options) =>
        [.. (await scene.Client.PublishedFlows.ListAsync(scene.Code, options)).Items.Select(p => p.Id)];
}

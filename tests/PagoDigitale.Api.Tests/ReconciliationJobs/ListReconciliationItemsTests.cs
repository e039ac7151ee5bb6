using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.ReconciliationJobs.RunReconciliationTests;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class ListReconciliationItemsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Anomalous_items_come_first_then_the_oldest_and_filters_narrow_them()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await MixedAsync(scene);
        var job = await scene.ReconcileAsync();
        var api = scene.Client.ReconciliationJobs;

        var items = await scene.ItemsAsync(job);

        items.Select(i => (i.IsRegular, i.Since)).ShouldBe(items.Select(i => (i.IsRegular, i.Since)).Order());
        (await api.ListItemsAsync(scene.Organization, job.Id, new() { Class = ["DOPPI"] })).Items.ShouldAllBe(i => i.Class == "DOPPI");
        (await api.ListItemsAsync(scene.Organization, job.Id, new() { IsRegular = true })).Items.ShouldAllBe(i => i.IsRegular);
        var seen = new List<string>();
        for (string? cursor = null; ; )
        {
            var page = await api.ListItemsAsync(scene.Organization, job.Id, new() { Limit = 2, Cursor = cursor });
            seen.AddRange(page.Items.Select(i => i.Id));
            if ((cursor = page.NextCursor) is null)
                break;
        }
        seen.ShouldBe(items.Select(i => i.Id));
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                api.ListItemsAsync(scene.Organization, job.Id, new() { Class = ["GOOD"] })
            )
        ).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Items_are_found_by_payment_and_flow_in_the_jobs_of_their_organization_alone()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(1_000), await scene.PaidAsync(2_000));
        var (early, late) = (scene.Flow(first.Row), scene.Flow(second.Row));
        await scene.UploadAsync(early);
        await scene.UploadAsync(late);
        var job = await scene.ReconcileAsync();
        var api = scene.Client.ReconciliationJobs;

        (await api.ListItemsAsync(scene.Organization, job.Id, new() { Iuv = first.Iuv }))
            .Items.ShouldHaveSingleItem()
            .FlussoId.ShouldBe(early.FlussoId);
        (await api.ListItemsAsync(scene.Organization, job.Id, new() { FlussoId = late.FlussoId }))
            .Items.ShouldHaveSingleItem()
            .Iuv.ShouldBe(second.Iuv);
        (await api.ListItemsAsync(scene.Organization, job.Id, new() { Iuv = first.Iuv, FlussoId = late.FlussoId })).Items.ShouldBeEmpty();
        var other = await MoneyScene.CreateAsync(one.Api);
        await RefusalAsync(404, "reconciliation-job-not-found", () => api.ListItemsAsync(other.Organization, job.Id));
        await RefusalAsync(404, "reconciliation-job-not-found", () => api.ListItemsAsync(scene.Organization, "rcj_malformed"));
    }
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
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
    public async Task A_kept_job_goes_on_telling_what_it_found_and_unchanged_items_are_there_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(1_000), await scene.PaidAsync(2_000));
        var (waiting, other) = (scene.Flow(first.Row), scene.Flow(second.Row));
        await scene.UploadAsync(waiting);
        await scene.UploadAsync(other);
        var before = await scene.ReconcileAsync();
        var found = await ToldAsync(before);

        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, waiting.Sum, waiting.FlussoId));
        var after = await scene.ReconcileAsync();
        await scene.IssueAsync(waiting.FlussoId);
        var last = await scene.ReconcileAsync();

        found.Select(i => i.Class).ShouldBe(["IUF_NO_TES", "IUF_NO_TES"]);
        (await ToldAsync(before)).ShouldBe(found);
        (await ToldAsync(after)).Select(i => i.Class).ShouldBe(["IUF_NO_TES", "IUD_RT_IUF_TES"]);
        (await ToldAsync(last)).Select(i => i.Class).ShouldBe(["IUF_NO_TES"]);
        (await scene.Client.ReconciliationJobs.ReadAsync(scene.Organization, before.Id)).Counts.Items.ShouldBe(2);
        // Of six that were told: the one that never changed, and the other one before and after its credit.
        (await scene.CountAsync("reconciliation_items WHERE")).ShouldBe(3);

        async Task<List<(string Id, string Class)>> ToldAsync(ReconciliationJob job) =>
            [.. (await scene.ItemsAsync(job)).Select(i => (i.Id, i.Class))];
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

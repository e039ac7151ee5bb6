using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class ListReconciliationJobsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Jobs_are_filtered_and_paged_the_newest_first()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var statement = await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 1, "x"));
        var whole = await scene.ReconcileAsync();
        var narrow = await scene.ReconcileAsync(statement.Id);
        var api = scene.Client.ReconciliationJobs;
        var waiting = await api.CreateAsync(scene.Organization, new ReconciliationJobInput());

        async Task<IEnumerable<string>> Ids(Task<ReconciliationJobPage> page) => (await page).Items.Select(j => j.Id);

        (await Ids(api.ListAsync(scene.Organization))).ShouldBe([waiting.Id, narrow.Id, whole.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { State = ["completed"] }))).ShouldBe([narrow.Id, whole.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { State = ["queued"] }))).ShouldBe([waiting.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { StatementId = statement.Id }))).ShouldBe([narrow.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { CreatedFrom = PositionScene.Today }))).Count().ShouldBe(3);
        (await Ids(api.ListAsync(scene.Organization, new() { CreatedTo = PositionScene.Today.AddDays(-1) }))).ShouldBeEmpty();
        var page = await api.ListAsync(scene.Organization, new() { Limit = 2 });
        (await Ids(Task.FromResult(page))).ShouldBe([waiting.Id, narrow.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { Limit = 2, Cursor = page.NextCursor }))).ShouldBe([whole.Id]);
        var other = await MoneyScene.CreateAsync(one.Api);
        (await Ids(api.ListAsync(other.Organization))).ShouldBeEmpty();
        await one.Api.RunJobsAsync();
    }
}

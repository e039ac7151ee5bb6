using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Reversali.CreateReversaliTests;

namespace PagoDigitale.Api.Tests.Reversali;

public sealed class ListReversaliTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Reversali_are_found_by_every_filter_and_by_their_organization_alone()
    {
        var (scene, statement, file) = await ReconciledAsync(one.Api);
        var reversale = (await scene.IssueAsync(statementId: statement.Id)).Items.Single();
        var other = await MoneyScene.CreateAsync(one.Api);
        var api = scene.Client.Reversali;

        async Task<int> Count(Task<ReversalePage> page) => (await page).Items.Count;

        (
            await Count(
                api.ListAsync(
                    scene.Organization,
                    new()
                    {
                        Year = 2026,
                        MovementId = reversale.MovementId,
                        FlussoId = file.FlussoId,
                        Provvisorio = "1042",
                    }
                )
            )
        ).ShouldBe(1);
        (await Count(api.ListAsync(scene.Organization, new() { Year = 2025 }))).ShouldBe(0);
        (await Count(api.ListAsync(scene.Organization, new() { Provvisorio = "1043" }))).ShouldBe(0);
        (await Count(api.ListAsync(scene.Organization, new() { AccertamentoYear = 2026, AccertamentoNumber = "117" }))).ShouldBe(1);
        (await Count(api.ListAsync(scene.Organization, new() { AccertamentoNumber = "118" }))).ShouldBe(0);
        (await Count(api.ListAsync(scene.Organization, new() { DateFrom = MoneyScene.Day.AddDays(1) }))).ShouldBe(0);
        (await Count(api.ListAsync(scene.Organization, new() { DateFrom = MoneyScene.Day, DateTo = MoneyScene.Day }))).ShouldBe(1);
        (await Count(api.ListAsync(other.Organization))).ShouldBe(0);
        (await Count(api.ListAsync(other.Organization, new() { MovementId = reversale.MovementId }))).ShouldBe(0);
    }

    [Fact]
    public async Task They_are_paged_the_newest_first()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var ids = new List<string>();
        for (var i = 0; i < 3; i++)
        {
            var file = scene.Flow((await scene.PaidAsync()).Row);
            await scene.UploadAsync(file);
            ids.Insert(0, (await scene.ReversaleAsync(file.FlussoId)).Id);
        }

        var page = await scene.Client.Reversali.ListAsync(scene.Organization, new() { Limit = 2 });
        var last = await scene.Client.Reversali.ListAsync(scene.Organization, new() { Limit = 2, Cursor = page.NextCursor });

        page.Items.Concat(last.Items).Select(r => r.Id).ShouldBe(ids);
        last.NextCursor.ShouldBeNull();
    }
}

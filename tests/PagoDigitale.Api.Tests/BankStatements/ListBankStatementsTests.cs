using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class ListBankStatementsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Statements_are_found_by_name_and_day_and_paged_the_newest_first()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var first = await scene.UploadAsync(StatementFile.ToStream([new(MoneyScene.Day, 100, "PRIMO")]), "giornale.csv");
        var second = await scene.UploadAsync(StatementFile.ToStream([new(MoneyScene.Day, 200, "SECONDO")]), "Conto di giugno.csv");
        var api = scene.Client.BankStatements;

        async Task<IEnumerable<string>> Ids(Task<BankStatementPage> page) => (await page).Items.Select(s => s.Id);

        (await Ids(api.ListAsync(scene.Organization))).ShouldBe([second.Id, first.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { Q = "giorn" }))).ShouldBe([first.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { Q = "DI GIUGNO" }))).ShouldBe([second.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { CreatedFrom = PositionScene.Today }))).ShouldBe([second.Id, first.Id]);
        (await Ids(api.ListAsync(scene.Organization, new() { CreatedFrom = PositionScene.Today.AddDays(1) }))).ShouldBeEmpty();
        (await Ids(api.ListAsync(scene.Organization, new() { CreatedTo = new DateOnly(2020, 1, 1) }))).ShouldBeEmpty();
        var page = await api.ListAsync(scene.Organization, new() { Limit = 1 });
        page.Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await Ids(api.ListAsync(scene.Organization, new() { Limit = 1, Cursor = page.NextCursor }))).ShouldBe([first.Id]);
        var other = await MoneyScene.CreateAsync(one.Api);
        (await Ids(api.ListAsync(other.Organization))).ShouldBeEmpty();
    }
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class ListStatementMovementsTests(OneApi one) : IClassFixture<OneApi>
{
    private const string FlussoId = "2026-06-0160000000001-S0001";

    private static readonly StatementLineRow Transfer = StatementLineRow.OfFlow(MoneyScene.Day, 18_450, FlussoId, "1042");
    private static readonly StatementLineRow Rent = new(MoneyScene.Day.AddDays(1), -130_000, "CANONE LOCAZIONE");
    private static readonly StatementLineRow Gift = new(MoneyScene.Day.AddDays(2), 500, "OFFERTA LIBERA");

    [Fact]
    public async Task Movements_of_a_statement_are_listed_in_the_order_of_the_file_filtered_and_paged()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var statement = await scene.UploadAsync(Gift, Transfer, Rent);
        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 77, "DI UN ALTRO GIORNALE"));
        var api = scene.Client.BankStatements;

        async Task<IEnumerable<long>> Amounts(Task<MovementPage> page) => (await page).Items.Select(m => m.AmountCents);

        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id))).ShouldBe([500, 18_450, -130_000]);
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { IsPagoPa = true }))).ShouldBe([18_450]);
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { State = ["ignored"] }))).ShouldBeEmpty();
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { Q = "offertalib" }))).ShouldBe([500]);
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { AmountCents = -130_000 }))).ShouldBe([
            -130_000,
        ]);
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { Provvisorio = "1042" }))).ShouldBe([
            18_450,
        ]);
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { FlussoId = FlussoId }))).ShouldBe([
            18_450,
        ]);
        (await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { DateTo = MoneyScene.Day }))).ShouldBe([
            18_450,
        ]);
        var page = await api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { Limit = 2 });
        (await Amounts(Task.FromResult(page))).ShouldBe([500, 18_450]);
        (
            await Amounts(api.ListStatementMovementsAsync(scene.Organization, statement.Id, new() { Limit = 2, Cursor = page.NextCursor }))
        ).ShouldBe([-130_000]);
    }

    [Fact]
    public async Task The_statement_of_another_organization_is_not_found()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var statement = await other.UploadAsync(Gift);
        var api = scene.Client.BankStatements;

        await RefusalAsync(404, "bank-statement-not-found", () => api.ListStatementMovementsAsync(scene.Organization, statement.Id));
        await RefusalAsync(404, "bank-statement-not-found", () => api.ListStatementMovementsAsync(scene.Organization, "bst_malformed"));
    }
}

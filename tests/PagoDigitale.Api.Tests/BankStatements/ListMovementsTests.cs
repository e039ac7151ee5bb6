using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class ListMovementsTests(OneApi one) : IClassFixture<OneApi>
{
    private const string FlussoId = "2026-06-0160000000001-S0001";

    private static readonly StatementLineRow Transfer = StatementLineRow.OfFlow(MoneyScene.Day, 18_450, FlussoId, "1042");
    private static readonly StatementLineRow Rent = new(MoneyScene.Day.AddDays(1), -130_000, "CANONE LOCAZIONE");
    private static readonly StatementLineRow Gift = new(MoneyScene.Day.AddDays(2), 500, "OFFERTA LIBERA");

    [Fact]
    public async Task Movements_are_filtered_and_paged_the_newest_first()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var statement = await scene.UploadAsync(Transfer, Rent, Gift);
        var api = scene.Client.BankStatements;

        async Task<IEnumerable<long>> Amounts(Task<MovementPage> page) => (await page).Items.Select(m => m.AmountCents);

        (await Amounts(api.ListMovementsAsync(scene.Organization))).ShouldBe([500, -130_000, 18_450]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { IsPagoPa = false }))).ShouldBe([500, -130_000]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { Q = "canone" }))).ShouldBe([-130_000]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { AmountCents = 500 }))).ShouldBe([500]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { Provvisorio = "1042" }))).ShouldBe([18_450]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { FlussoId = FlussoId }))).ShouldBe([18_450]);
        (
            await Amounts(
                api.ListMovementsAsync(
                    scene.Organization,
                    new() { DateFrom = MoneyScene.Day.AddDays(1), DateTo = MoneyScene.Day.AddDays(1) }
                )
            )
        ).ShouldBe([-130_000]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { State = ["matched"] }))).ShouldBeEmpty();
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { StatementId = statement.Id }))).Count().ShouldBe(3);
        var page = await api.ListMovementsAsync(scene.Organization, new() { Limit = 2 });
        (await Amounts(api.ListMovementsAsync(scene.Organization, new() { Limit = 2, Cursor = page.NextCursor }))).ShouldBe([18_450]);
        var others = await api.ListMovementsAsync(scene.Organization, new() { IsPagoPa = false, Limit = 1 });
        (
            await Amounts(
                api.ListMovementsAsync(
                    scene.Organization,
                    new()
                    {
                        IsPagoPa = false,
                        Limit = 1,
                        Cursor = others.NextCursor,
                    }
                )
            )
        ).ShouldBe([-130_000]);
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var statement = await scene.UploadAsync(Transfer);

        (await scene.Client.BankStatements.ListMovementsAsync(other.Organization)).Items.ShouldBeEmpty();
        (
            await scene.Client.BankStatements.ListMovementsAsync(other.Organization, new() { StatementId = statement.Id })
        ).Items.ShouldBeEmpty();
        (await scene.Client.BankStatements.ListMovementsAsync(other.Organization, new() { FlussoId = FlussoId })).Items.ShouldBeEmpty();
    }
}

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
        (await Amounts(api.ListMovementsAsync(scene.Organization, isPagoPa: false))).ShouldBe([500, -130_000]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, q: "canone"))).ShouldBe([-130_000]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, amountCents: 500))).ShouldBe([500]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, provvisorio: "1042"))).ShouldBe([18_450]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, flussoId: FlussoId))).ShouldBe([18_450]);
        (
            await Amounts(
                api.ListMovementsAsync(scene.Organization, dateFrom: MoneyScene.Day.AddDays(1), dateTo: MoneyScene.Day.AddDays(1))
            )
        ).ShouldBe([-130_000]);
        (await Amounts(api.ListMovementsAsync(scene.Organization, state: ["matched"]))).ShouldBeEmpty();
        (await Amounts(api.ListMovementsAsync(scene.Organization, statementId: statement.Id))).Count().ShouldBe(3);
        var page = await api.ListMovementsAsync(scene.Organization, limit: 2);
        (await Amounts(api.ListMovementsAsync(scene.Organization, limit: 2, cursor: page.NextCursor))).ShouldBe([18_450]);
        var others = await api.ListMovementsAsync(scene.Organization, isPagoPa: false, limit: 1);
        (await Amounts(api.ListMovementsAsync(scene.Organization, isPagoPa: false, limit: 1, cursor: others.NextCursor))).ShouldBe([
            -130_000,
        ]);
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var statement = await scene.UploadAsync(Transfer);

        (await scene.Client.BankStatements.ListMovementsAsync(other.Organization)).Items.ShouldBeEmpty();
        (await scene.Client.BankStatements.ListMovementsAsync(other.Organization, statementId: statement.Id)).Items.ShouldBeEmpty();
        (await scene.Client.BankStatements.ListMovementsAsync(other.Organization, flussoId: FlussoId)).Items.ShouldBeEmpty();
    }
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Debtors.Registrants;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Debtors;

public sealed class ListDebtorsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IDebtorsClient Debtors => _api.Admin.Debtors;

    [Fact]
    public async Task A_debtor_is_found_by_the_beginning_of_the_name_and_by_either_identifier()
    {
        var organization = await OrganizationAsync(_api);
        var mario = await Debtors.CreateAsync(organization, Input(externalId: "M-1"));
        var entity = await Debtors.CreateAsync(organization, Input(Entity, "M-2", "Società Rossi"));

        (await Debtors.ListAsync(organization, new() { Q = "mario r" })).Items.ShouldHaveSingleItem().Id.ShouldBe(mario.Id);
        (await Debtors.ListAsync(organization, new() { Q = "Rossi" })).Items.ShouldBeEmpty();
        (await Debtors.ListAsync(organization, new() { FiscalCode = Mario })).Items.ShouldHaveSingleItem().Id.ShouldBe(mario.Id);
        (await Debtors.ListAsync(organization, new() { FiscalCode = Mario.ToLowerInvariant() }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(mario.Id);
        (await Debtors.ListAsync(organization, new() { ExternalId = "M-2" })).Items.ShouldHaveSingleItem().Id.ShouldBe(entity.Id);
        (await Debtors.ListAsync(organization, new() { ExternalId = "m-2" })).Items.ShouldBeEmpty();
        (await Debtors.ListAsync(organization, new() { Q = "mario", ExternalId = "M-2" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_and_show_one_organization()
    {
        var (organization, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        foreach (var name in new[] { "A", "B", "C" })
            await Debtors.CreateAsync(organization, Input("ANONIMO", name: name));
        await Debtors.CreateAsync(organization, Input());
        await Debtors.CreateAsync(other, Input("ANONIMO", name: "D"));

        var page = await Debtors.ListAsync(organization, new() { FiscalCode = "ANONIMO", Limit = 2 });
        var rest = await Debtors.ListAsync(
            organization,
            new()
            {
                FiscalCode = "ANONIMO",
                Limit = 2,
                Cursor = page.NextCursor,
            }
        );

        page.Items.Select(d => d.Name).ShouldBe(["C", "B"]);
        rest.Items.ShouldHaveSingleItem().Name.ShouldBe("A");
        rest.NextCursor.ShouldBeNull();
        (await Debtors.ListAsync(organization)).Items.Select(d => d.Name).ShouldBe(["Mario Rossi", "C", "B", "A"]);
    }
}

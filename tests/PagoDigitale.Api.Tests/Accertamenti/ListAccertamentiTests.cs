using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Accertamenti.Revenues;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Accertamenti;

public sealed class ListAccertamentiTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IAccertamentiClient Accertamenti => _api.Admin.Accertamenti;

    [Fact]
    public async Task The_list_is_filtered_and_paged_the_newest_first()
    {
        var organization = await OrganizationAsync(_api);
        var first = await Accertamenti.CreateAsync(organization, Input("1"));
        var second = await Accertamenti.CreateAsync(organization, Input("2", "4.200"));
        await Accertamenti.ChangeAsync(organization, first.Id, 1, new AccertamentoChange { IsActive = false });

        (await Accertamenti.ListAsync(organization, new() { IsActive = true })).Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await Accertamenti.ListAsync(organization, new() { Chapter = "3.100" })).Items.ShouldHaveSingleItem().Id.ShouldBe(first.Id);
        (await Accertamenti.ListAsync(organization, new() { Number = "2" })).Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await Accertamenti.ListAsync(organization, new() { Year = 2025 })).Items.ShouldBeEmpty();
        var page = await Accertamenti.ListAsync(organization, new() { Limit = 1 });
        page.Items.ShouldHaveSingleItem().Id.ShouldBe(second.Id);
        (await Accertamenti.ListAsync(organization, new() { Limit = 1, Cursor = page.NextCursor }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(first.Id);
    }
}

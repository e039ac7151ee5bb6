using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Units;

public sealed class ListUnitsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task The_list_goes_newest_first_through_all_pages()
    {
        var code = await OrganizationAsync(_api);
        var unit = await Organizations.CreateUnitAsync(code, new UnitInput { Code = "TRIBUTI", Name = "Ufficio tributi" });
        var second = await Organizations.CreateUnitAsync(code, new UnitInput { Code = "SCUOLA", Name = "Scuola" });

        var first = await Organizations.ListUnitsAsync(code, new() { Limit = 1 });
        var rest = await Organizations.ListUnitsAsync(code, new() { Limit = 1, Cursor = first.NextCursor });

        first.Items.Concat(rest.Items).Select(u => u.Id).ShouldBe([second.Id, unit.Id]);
        rest.NextCursor.ShouldBeNull();
        (await Organizations.ListUnitsAsync(await OrganizationAsync(_api))).Items.ShouldBeEmpty();
    }
}

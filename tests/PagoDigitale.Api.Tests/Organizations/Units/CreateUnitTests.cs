using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Units;

public sealed class CreateUnitTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task Units_have_codes_of_their_own()
    {
        var (code, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var unit = await Organizations.CreateUnitAsync(code, new UnitInput { Code = "TRIBUTI", Name = "Ufficio tributi" });

        await RefusalAsync(
            409,
            "unit-already-exists",
            () => Organizations.CreateUnitAsync(code, new UnitInput { Code = "TRIBUTI", Name = "Altro" })
        );

        (unit.Code, unit.Name).ShouldBe(("TRIBUTI", "Ufficio tributi"));
        (await Organizations.ListUnitsAsync(code)).Items.ShouldHaveSingleItem().Name.ShouldBe("Ufficio tributi");
        (await Organizations.CreateUnitAsync(other, new UnitInput { Code = "TRIBUTI", Name = "Altro" })).Id.ShouldNotBe(unit.Id);
        (await _api.Admin.Events.ListAsync(code, new() { Type = "unit.created" }))
            .Items.ShouldHaveSingleItem()
            .Subject.Id.ShouldBe(unit.Id);
    }

    [Theory]
    [InlineData("con spazi", "X", "code", "code-invalid")]
    [InlineData("TRIBUTI", " ", "name", "not-empty")]
    public async Task A_wrong_member_is_named_and_no_unit_is_made(string unit, string name, string field, string error)
    {
        var code = await OrganizationAsync(_api);

        await FieldRefusalAsync(field, error, () => Organizations.CreateUnitAsync(code, new UnitInput { Code = unit, Name = name }));

        (await Organizations.ListUnitsAsync(code)).Items.ShouldBeEmpty();
    }
}

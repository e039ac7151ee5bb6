using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Ibans;

public sealed class ListIbansTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task The_list_is_filtered_and_paged_the_newest_first()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateIbanAsync(code, new IbanInput { Iban = TestOrganization.TesoreriaIban, Label = "A" });
        await Organizations.CreateIbanAsync(code, new IbanInput { Iban = TestOrganization.PostalIban, Label = "B" });
        await Organizations.ChangeIbanAsync(code, TestOrganization.TesoreriaIban, 1, new IbanChange { Label = "Chiuso", IsActive = false });

        (await Organizations.ListIbansAsync(code, new() { IsActive = true })).Items.ShouldHaveSingleItem().Label.ShouldBe("B");
        (await Organizations.ListIbansAsync(code, new() { IsActive = false })).Items.ShouldHaveSingleItem().Label.ShouldBe("Chiuso");
        (await Organizations.ListIbansAsync(code)).Items.Select(i => i.Label).ShouldBe(["B", "Chiuso"]);
        var page = await Organizations.ListIbansAsync(code, new() { Limit = 1 });
        var rest = await Organizations.ListIbansAsync(code, new() { Limit = 1, Cursor = page.NextCursor });
        page.Items.Concat(rest.Items).Select(i => i.Label).ShouldBe(["B", "Chiuso"]);
        rest.NextCursor.ShouldBeNull();
    }
}

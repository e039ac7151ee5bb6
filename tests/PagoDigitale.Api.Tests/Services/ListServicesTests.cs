using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Services.Canteen;

namespace PagoDigitale.Api.Tests.Services;

public sealed class ListServicesTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IServicesClient Services => _api.Admin.Services;

    [Fact]
    public async Task Services_are_found_by_code_and_description_and_filtered()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        await Services.CreateAsync(organization, Input("MENSA"));
        var pass = Input("PASSI-CARRABILI");
        (pass.Description, pass.IsSpontaneous) = ("Concessione_suolo", true);
        await Services.CreateAsync(organization, pass);

        (await Services.ListAsync(organization)).Items.Select(s => s.Code).ShouldBe(["PASSI-CARRABILI", "MENSA", "QUOTA"]);
        (await Services.ListAsync(organization, new() { Q = "carra" })).Items.ShouldHaveSingleItem().Code.ShouldBe("PASSI-CARRABILI");
        (await Services.ListAsync(organization, new() { Q = "_suolo" })).Items.ShouldHaveSingleItem().Code.ShouldBe("PASSI-CARRABILI");
        (await Services.ListAsync(organization, new() { IsSpontaneous = false })).Items.Count.ShouldBe(2);
        (await Services.ListAsync(organization, new() { IsActive = false })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Services_that_are_out_of_use_are_told_from_the_others()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        await Services.CreateAsync(organization, Input());
        await Services.ChangeAsync(organization, "MENSA", 1, new ServiceChange { IsActive = false });

        (await Services.ListAsync(organization, new() { IsActive = false })).Items.ShouldHaveSingleItem().Code.ShouldBe("MENSA");
        (await Services.ListAsync(organization, new() { IsActive = true })).Items.ShouldHaveSingleItem().Code.ShouldBe("QUOTA");
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_also_of_those_entered_at_the_same_moment()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        foreach (var code in new[] { "A", "B", "C" })
            await Services.CreateAsync(organization, Input(code));
        await SqlAsync(
            _api,
            $"UPDATE services SET created_at = now() WHERE organization_id = '{organization}' AND service_code <> 'QUOTA'"
        );

        var (codes, cursor) = (new List<string>(), (string?)null);
        do
        {
            var page = await Services.ListAsync(organization, new() { Limit = 1, Cursor = cursor });
            codes.Add(page.Items.ShouldHaveSingleItem().Code);
            cursor = page.NextCursor;
        } while (cursor is not null);

        codes.ShouldBe(["C", "B", "A", "QUOTA"]);
    }
}

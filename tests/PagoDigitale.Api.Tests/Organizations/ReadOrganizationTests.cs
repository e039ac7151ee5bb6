using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class ReadOrganizationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task An_organization_is_read_by_its_fiscal_code_and_one_that_is_none_is_not_found()
    {
        var code = await OrganizationAsync(_api);

        var read = await Organizations.ReadAsync(code);

        (read.FiscalCode, read.Name, read.IsActive, read.HasLogo, read.Version).ShouldBe((code, $"Ente {code}", true, false, 1));
        (read.Sector, read.Address, read.AccountingProfile, read.Warnings).ShouldBe((null, null, null, null));
        await RefusalAsync(404, "organization-not-found", () => Organizations.ReadAsync(NewCode()));
    }

    [Fact]
    public async Task An_organization_put_out_of_use_is_still_read()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.ChangeAsync(code, 1, new OrganizationChange { IsActive = false });

        var read = await Organizations.ReadAsync(code);

        (read.IsActive, read.Version).ShouldBe((false, 2));
        read.UpdatedAt.ShouldBeGreaterThan(read.CreatedAt);
    }
}

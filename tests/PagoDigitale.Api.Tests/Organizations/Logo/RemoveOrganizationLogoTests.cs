using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Organizations.Logo.Pictures;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Logo;

public sealed class RemoveOrganizationLogoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task A_logo_that_is_removed_is_gone_and_removed_again_it_stays_so()
    {
        var code = await OrganizationAsync(_api);
        await PutAsync(_api, code, Png, "image/png");

        await Organizations.RemoveLogoAsync(code);
        await Organizations.RemoveLogoAsync(code);

        (await Organizations.ReadAsync(code)).HasLogo.ShouldBeFalse();
        await RefusalAsync(404, "logo-not-found", () => Organizations.DownloadLogoAsync(code));
        (await _api.Admin.Events.ListAsync(code, new() { Type = "organization.changed" })).Items.Count.ShouldBe(
            2,
            "it was put and removed once"
        );
    }
}

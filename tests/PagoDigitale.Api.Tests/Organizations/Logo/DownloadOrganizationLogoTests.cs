using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Organizations.Logo.Pictures;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Logo;

public sealed class DownloadOrganizationLogoTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task A_logo_is_shown_as_it_came_with_the_type_it_has()
    {
        var code = await OrganizationAsync(_api);
        await RefusalAsync(404, "logo-not-found", () => Organizations.DownloadLogoAsync(code));
        await PutAsync(_api, code, Png, "image/png");

        using var logo = await Organizations.DownloadLogoAsync(code);

        logo.Headers["Content-Type"].ShouldBe(["image/png"]);
        (await logo.ReadBytesAsync()).ShouldBe(Png);
        await RefusalAsync(404, "logo-not-found", async () => await Organizations.DownloadLogoAsync(await OrganizationAsync(_api)));
    }
}

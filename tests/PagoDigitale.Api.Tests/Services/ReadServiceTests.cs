using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Services.Canteen;

namespace PagoDigitale.Api.Tests.Services;

public sealed class ReadServiceTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IServicesClient Services => _api.Admin.Services;

    [Fact]
    public async Task A_service_is_read_by_its_code_in_its_organization_alone()
    {
        var (organization, other) = (await TestOrganization.CreateAsync(_api.Admin), await TestOrganization.CreateAsync(_api.Admin));
        await Services.CreateAsync(organization.Code, Input());

        var read = await Services.ReadAsync(organization.Code, "MENSA");

        (read.Code, read.Description, read.TaxonomyCode, read.Iban, read.Version).ShouldBe(
            ("MENSA", "Mensa scolastica", "9/0101100IM/", organization.Iban, 1)
        );
        (read.FunctionalClass, read.PostalIban, read.UnitCode, read.AmountCents, read.AccountingClass).ShouldBe(
            (null, null, null, null, null)
        );
        await RefusalAsync(404, "service-not-found", () => Services.ReadAsync(other.Code, "MENSA"));
        await RefusalAsync(404, "service-not-found", () => Services.ReadAsync(organization.Code, "NESSUNO"));
    }
}

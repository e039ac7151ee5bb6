using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Debtors.Registrants;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Debtors;

public sealed class ReadDebtorTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IDebtorsClient Debtors => _api.Admin.Debtors;

    [Fact]
    public async Task A_debtor_is_read_whole_and_by_its_organization_alone()
    {
        var (organization, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var input = Input(externalId: "M-1");
        (input.Address, input.Email, input.Pec, input.Category) = (Address(), "mario@example.org", "mario@pec.example", "soci");
        var created = await Debtors.CreateAsync(organization, input);

        var read = await Debtors.ReadAsync(organization, created.Id);

        (read.Id, read.ExternalId, read.Type, read.FiscalCode, read.Name).ShouldBe((created.Id, "M-1", "F", Mario, "Mario Rossi"));
        (read.Email, read.Pec, read.Category, read.Version).ShouldBe(("mario@example.org", "mario@pec.example", "soci", 1));
        (read.Address!.Street, read.Address.PostalCode, read.Address.City, read.Address.Country).ShouldBe(
            ("Via Roma", "00184", "Roma", "IT")
        );
        await RefusalAsync(404, "debtor-not-found", () => Debtors.ReadAsync(other, created.Id));
        await RefusalAsync(404, "debtor-not-found", () => Debtors.ReadAsync(organization, "deb_malformed"));
    }
}

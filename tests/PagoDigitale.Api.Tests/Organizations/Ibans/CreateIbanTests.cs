using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Ibans;

public sealed class CreateIbanTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Theory]
    [InlineData("IT60X0542811101000000123456", false)]
    [InlineData("IT45R0760103200000000001016", true)]
    public async Task Whether_an_account_is_postal_is_told_by_its_bank(string iban, bool isPostal)
    {
        var code = await OrganizationAsync(_api);

        var created = await Organizations.CreateIbanAsync(code, new IbanInput { Iban = iban, Label = "Conto" });

        (created.IsPostal, created.IsActive, created.Version).ShouldBe((isPostal, true, 1));
    }

    [Theory]
    [InlineData("IT61X0542811101000000123456")]
    [InlineData("DE89370400440532013000")]
    [InlineData("IT60X05428111010000001234")]
    public async Task An_iban_with_wrong_check_digits_or_from_abroad_is_refused(string iban)
    {
        var code = await OrganizationAsync(_api);

        await FieldRefusalAsync(
            "iban",
            "iban-invalid",
            () => Organizations.CreateIbanAsync(code, new IbanInput { Iban = iban, Label = "Conto" })
        );
    }

    [Theory]
    [InlineData("IT46A0542811101000000999999")]
    [InlineData("IT50S0760101600000012345678")]
    public async Task An_iban_whose_check_letter_is_wrong_is_refused_though_its_check_digits_hold(string iban)
    {
        var code = await OrganizationAsync(_api);

        await FieldRefusalAsync(
            "iban",
            "iban-check-letter",
            () => Organizations.CreateIbanAsync(code, new IbanInput { Iban = iban, Label = "Conto" })
        );
    }

    [Theory]
    [InlineData("SM86U0322509800000000270100")]
    [InlineData("VA59001123000012345678")]
    public async Task An_account_of_San_Marino_or_the_Vatican_is_refused_as_every_other_abroad(string iban)
    {
        var code = await OrganizationAsync(_api);

        await FieldRefusalAsync(
            "iban",
            "iban-invalid",
            () => Organizations.CreateIbanAsync(code, new IbanInput { Iban = iban, Label = "Conto" })
        );
    }

    [Fact]
    public async Task An_account_is_registered_once_for_each_organization()
    {
        var (code, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var input = new IbanInput { Iban = TestOrganization.TesoreriaIban, Label = "Tesoreria" };
        await Organizations.CreateIbanAsync(code, input);

        await RefusalAsync(409, "iban-already-exists", () => Organizations.CreateIbanAsync(code, input));

        (await Organizations.CreateIbanAsync(other, input)).Version.ShouldBe(1);
    }
}

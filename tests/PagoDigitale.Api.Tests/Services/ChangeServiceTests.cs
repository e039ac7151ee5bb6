using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Services.Canteen;

namespace PagoDigitale.Api.Tests.Services;

public sealed class ChangeServiceTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IServicesClient Services => _api.Admin.Services;

    [Fact]
    public async Task Inactive_accounts_and_accertamenti_take_no_new_services_but_old_ones_can_still_be_mended()
    {
        var organization = await TestOrganization.CreateAsync(_api.Admin);
        await _api.Admin.Organizations.ChangeIbanAsync(organization.Code, organization.Iban, 1, new IbanChange { IsActive = false });

        await FieldRefusalAsync("iban", "iban-inactive", () => Services.CreateAsync(organization.Code, Input()));
        var mended = await Services.ChangeAsync(
            organization.Code,
            organization.Service,
            1,
            new ServiceChange { Description = "Quota annua" }
        );

        (mended.Description, mended.Version, mended.AccountingClass!.AccertamentoNumber).ShouldBe(("Quota annua", 2, "12"));
    }

    [Fact]
    public async Task A_change_removes_with_null_and_refuses_what_does_not_hold()
    {
        var organization = await TestOrganization.CreateAsync(_api.Admin);
        var path = $"/v1/organizations/{organization.Code}/services/{organization.Service}";
        using var http = await HttpAsync(_api);
        using (var response = await http.SendAsync(Patch(path, """{"accountingClass":null,"amountCents":900,"isActive":false}""", "\"1\"")))
            response.EnsureSuccessStatusCode();

        var read = await Services.ReadAsync(organization.Code, organization.Service);

        (read.AccountingClass, read.AmountCents, read.IsActive, read.Version).ShouldBe((null, 900, false, 2));
        await FieldRefusalAsync(
            "iban",
            "iban-not-found",
            () => Services.ChangeAsync(organization.Code, organization.Service, 2, new ServiceChange { Iban = TestOrganization.PostalIban })
        );
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Services.ChangeAsync(organization.Code, organization.Service, 1, new ServiceChange { Description = "X" })
        );
    }

    [Theory]
    [InlineData("""{"description":" "}""", "description", "not-empty")]
    [InlineData("""{"functionalClass":"012345678901234567890123456789012345"}""", "functionalClass", "maximum-length")]
    [InlineData("""{"taxonomyCode":"9/12345"}""", "taxonomyCode", "taxonomy-code-invalid")]
    [InlineData("""{"iban":"IT00"}""", "iban", "iban-invalid")]
    [InlineData("""{"iban":"IT45R0760103200000000001016"}""", "iban", "iban-not-found")]
    [InlineData("""{"postalIban":"IT60X0542811101000000123456"}""", "postalIban", "iban-not-postal")]
    [InlineData("""{"unitCode":"NESSUNA"}""", "unitCode", "unit-not-found")]
    [InlineData("""{"amountCents":0}""", "amountCents", "amount-out-of-range")]
    [InlineData("""{"accountingClass":{"chapter":"9"}}""", "accountingClass.chapter", "chapter-mismatch")]
    [InlineData("""{"accountingClass":{"accertamentoNumber":"13"}}""", "accountingClass.accertamentoNumber", "accertamento-not-found")]
    public async Task A_fault_names_its_field_and_changes_nothing(string patch, string field, string code)
    {
        var organization = await TestOrganization.CreateAsync(_api.Admin);
        using var http = await HttpAsync(_api);

        using var answer = await http.SendAsync(
            Patch($"/v1/organizations/{organization.Code}/services/{organization.Service}", patch, "\"1\"")
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        (error["field"]!.GetValue<string>(), error["code"]!.GetValue<string>()).ShouldBe((field, code));
        (await Services.ReadAsync(organization.Code, organization.Service)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task An_accertamento_that_is_closed_is_given_to_no_service_and_stays_with_the_one_that_has_it()
    {
        var organization = await TestOrganization.CreateAsync(_api.Admin);
        await Services.CreateAsync(organization.Code, Input());
        var accertamento = (await _api.Admin.Accertamenti.ListAsync(organization.Code)).Items.Single();
        await _api.Admin.Accertamenti.ChangeAsync(organization.Code, accertamento.Id, 1, new AccertamentoChange { IsActive = false });
        var booking = new AccountingClass
        {
            Chapter = "3.100",
            AccertamentoYear = 2026,
            AccertamentoNumber = "12",
        };

        await FieldRefusalAsync(
            "accountingClass.accertamentoNumber",
            "accertamento-inactive",
            () => Services.ChangeAsync(organization.Code, "MENSA", 1, new ServiceChange { AccountingClass = booking })
        );

        var kept = await Services.ChangeAsync(organization.Code, organization.Service, 1, new ServiceChange { AccountingClass = booking });
        (kept.Version, kept.AccountingClass!.AccertamentoNumber).ShouldBe((2, "12"));
    }

    [Fact]
    public async Task A_service_of_another_organization_is_not_found()
    {
        var (organization, other) = (await TestOrganization.CreateAsync(_api.Admin), await TestOrganization.CreateAsync(_api.Admin));
        await Services.CreateAsync(organization.Code, Input());

        await RefusalAsync(
            404,
            "service-not-found",
            () => Services.ChangeAsync(other.Code, "MENSA", 1, new ServiceChange { Description = "Altra" })
        );

        (await Services.ReadAsync(organization.Code, "MENSA")).Version.ShouldBe(1);
    }
}

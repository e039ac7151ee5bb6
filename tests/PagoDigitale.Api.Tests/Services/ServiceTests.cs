using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Services;

public sealed class ServiceTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private ServicesClient Services => _api.Admin.Services;

    private static ServiceInput Input(string code = "MENSA") =>
        new()
        {
            Code = code,
            Description = "Mensa scolastica",
            TaxonomyCode = "9/0101100IM/",
            Iban = TestOrganization.TesoreriaIban,
        };

    [Fact]
    public async Task A_service_keeps_what_it_was_given_and_its_taxonomy_code_in_one_form()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        await _api.Admin.Organizations.CreateIbanAsync(organization, new IbanInput { Iban = TestOrganization.PostalIban, Label = "Poste" });
        await _api.Admin.Organizations.CreateUnitAsync(organization, new UnitInput { Code = "SCUOLA", Name = "Scuola" });
        var input = Input();
        (input.TaxonomyCode, input.PostalIban, input.UnitCode, input.AmountCents) = (
            "9/0101100im",
            TestOrganization.PostalIban,
            "SCUOLA",
            4_500
        );
        input.AccountingClass = new AccountingClass
        {
            Chapter = "3.100",
            AccertamentoYear = 2026,
            AccertamentoNumber = "12",
        };

        await Services.CreateAsync(organization, input);
        var read = await Services.ReadAsync(organization, "MENSA");

        (read.TaxonomyCode, read.PostalIban, read.UnitCode, read.AmountCents).ShouldBe(
            ("9/0101100IM/", TestOrganization.PostalIban, "SCUOLA", 4_500)
        );
        (read.IsSpontaneous, read.KeepPayableAfterDueDate, read.IsActive).ShouldBe((false, true, true));
        (read.AccountingClass!.Chapter, read.AccountingClass.AccertamentoYear, read.AccountingClass.AccertamentoNumber).ShouldBe(
            ("3.100", 2026, "12")
        );
    }

    [Fact]
    public async Task What_a_service_points_at_must_exist_in_the_organization()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;

        await BrokenAsync("iban", "iban-not-found", s => s.Iban = TestOrganization.PostalIban);
        await BrokenAsync("postalIban", "iban-not-postal", s => s.PostalIban = TestOrganization.TesoreriaIban);
        await BrokenAsync("unitCode", "unit-not-found", s => s.UnitCode = "NESSUNA");
        await BrokenAsync("taxonomyCode", "taxonomy-code-invalid", s => s.TaxonomyCode = "9/12345");
        await BrokenAsync(
            "accountingClass.accertamentoNumber",
            "accertamento-not-found",
            s =>
                s.AccountingClass = new AccountingClass
                {
                    Chapter = "3.100",
                    AccertamentoYear = 2025,
                    AccertamentoNumber = "12",
                }
        );
        await BrokenAsync(
            "accountingClass.chapter",
            "chapter-mismatch",
            s =>
                s.AccountingClass = new AccountingClass
                {
                    Chapter = "9",
                    AccertamentoYear = 2026,
                    AccertamentoNumber = "12",
                }
        );

        Task BrokenAsync(string field, string code, Action<ServiceInput> change)
        {
            var input = Input();
            change(input);
            return FieldRefusalAsync(field, code, () => Services.CreateAsync(organization, input));
        }
    }

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

    [Fact]
    public async Task Services_are_found_by_code_and_description_and_filtered()
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        await Services.CreateAsync(organization, Input("MENSA"));
        var pass = Input("PASSI-CARRABILI");
        (pass.Description, pass.IsSpontaneous) = ("Concessione_suolo", true);
        await Services.CreateAsync(organization, pass);

        (await Services.ListAsync(organization)).Items.Select(s => s.Code).ShouldBe(["PASSI-CARRABILI", "MENSA", "QUOTA"]);
        (await Services.ListAsync(organization, q: "carra")).Items.ShouldHaveSingleItem().Code.ShouldBe("PASSI-CARRABILI");
        (await Services.ListAsync(organization, q: "_suolo")).Items.ShouldHaveSingleItem().Code.ShouldBe("PASSI-CARRABILI");
        (await Services.ListAsync(organization, isSpontaneous: false)).Items.Count.ShouldBe(2);
        (await Services.ListAsync(organization, isActive: false)).Items.ShouldBeEmpty();
        await RefusalAsync(409, "service-already-exists", () => Services.CreateAsync(organization, Input("MENSA")));
        await RefusalAsync(404, "service-not-found", () => Services.ReadAsync(organization, "NESSUNO"));
    }
}

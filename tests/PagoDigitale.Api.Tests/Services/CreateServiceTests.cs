using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Services.Canteen;

namespace PagoDigitale.Api.Tests.Services;

public sealed class CreateServiceTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IServicesClient Services => _api.Admin.Services;

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
    public async Task A_code_is_given_once_in_an_organization_and_again_in_another()
    {
        var (organization, other) = ((await TestOrganization.CreateAsync(_api.Admin)).Code, await TestOrganization.CreateAsync(_api.Admin));
        await Services.CreateAsync(organization, Input());
        var again = Input();
        again.Description = "Mensa comunale";

        await RefusalAsync(409, "service-already-exists", () => Services.CreateAsync(organization, again));

        var kept = await Services.ReadAsync(organization, "MENSA");
        (kept.Description, kept.Version).ShouldBe(("Mensa scolastica", 1));
        (await Services.CreateAsync(other.Code, again)).Answer!.Status.ShouldBe(201);
    }

    [Theory]
    [InlineData("code", "code-invalid")]
    [InlineData("description", "not-empty")]
    [InlineData("functionalClass", "maximum-length")]
    [InlineData("taxonomyCode", "taxonomy-code-invalid")]
    [InlineData("iban", "iban-invalid")]
    [InlineData("postalIban", "iban-invalid")]
    [InlineData("amountCents", "amount-out-of-range")]
    [InlineData("accountingClass.chapter", "not-empty")]
    [InlineData("accountingClass.accertamentoYear", "out-of-range")]
    [InlineData("accountingClass.accertamentoNumber", "not-empty")]
    public async Task A_fault_names_its_field(string field, string code)
    {
        var organization = (await TestOrganization.CreateAsync(_api.Admin)).Code;
        var input = Input();
        input.AccountingClass = new()
        {
            Chapter = field == "accountingClass.chapter" ? " " : "3.100",
            AccertamentoYear = field == "accountingClass.accertamentoYear" ? 1999 : 2026,
            AccertamentoNumber = field == "accountingClass.accertamentoNumber" ? " " : "12",
        };
        Action spoil = field switch
        {
            "code" => () => input.Code = "mensa scolastica",
            "description" => () => input.Description = " ",
            "functionalClass" => () => input.FunctionalClass = new string('X', 36),
            "taxonomyCode" => () => input.TaxonomyCode = "9/0101100",
            "iban" => () => input.Iban = "IT00",
            "postalIban" => () => input.PostalIban = "DE89370400440532013000",
            "amountCents" => () => input.AmountCents = 0,
            _ => () => { },
        };
        spoil();

        await FieldRefusalAsync(field, code, () => Services.CreateAsync(organization, input));

        (await Services.ListAsync(organization)).Items.ShouldHaveSingleItem().Code.ShouldBe("QUOTA");
    }
}

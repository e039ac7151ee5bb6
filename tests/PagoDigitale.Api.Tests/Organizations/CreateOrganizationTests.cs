using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class CreateOrganizationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task An_organization_is_created_and_read_as_it_was_sent()
    {
        var code = NewCode();
        var created = await Organizations.CreateAsync(
            new OrganizationInput
            {
                FiscalCode = code,
                Name = "Ordine degli Architetti",
                Sector = "Segreteria",
                CbillCode = "AB12C",
                Pec = "ordine@pec.example",
                Address = new Address
                {
                    Street = "Via Roma",
                    CivicNumber = "1",
                    PostalCode = "00100",
                    City = "Roma",
                    Province = "RM",
                    Country = "IT",
                },
                AccountingProfile = new AccountingProfile
                {
                    Counterpart = "Iscritti",
                    CollectionAccount = "T-01",
                    AccountingDateRule = AccountingDateRules.JobDate,
                },
            }
        );

        var read = await Organizations.ReadAsync(code);

        (created.Version, created.IsActive, created.HasLogo).ShouldBe((1, true, false));
        (read.Name, read.Sector, read.CbillCode, read.Pec).ShouldBe(
            ("Ordine degli Architetti", "Segreteria", "AB12C", "ordine@pec.example")
        );
        read.Address!.City.ShouldBe("Roma");
        read.AccountingProfile!.AccountingDateRule.ShouldBe(AccountingDateRules.JobDate);
        read.CreatedAt.ShouldBe(created.CreatedAt);
    }

    [Fact]
    public async Task An_organization_that_exists_is_not_created_again()
    {
        var code = await OrganizationAsync(_api);

        await RefusalAsync(
            409,
            "organization-already-exists",
            () => Organizations.CreateAsync(new OrganizationInput { FiscalCode = code, Name = "Altro" })
        );

        (await Organizations.ReadAsync(code)).Name.ShouldBe($"Ente {code}");
    }

    [Theory]
    [InlineData("fiscalCode", "fiscal-code-invalid")]
    [InlineData("name", "not-empty")]
    [InlineData("cbillCode", "cbill-code-invalid")]
    [InlineData("email", "email-invalid")]
    [InlineData("address.postalCode", "postal-code-invalid")]
    [InlineData("accountingProfile.counterpart", "not-empty")]
    public async Task A_wrong_member_is_named_with_its_remedy(string field, string code)
    {
        var input = new OrganizationInput
        {
            FiscalCode = field == "fiscalCode" ? "8000000000A" : NewCode(),
            Name = field == "name" ? " " : "Ente",
        };
        switch (field)
        {
            case "cbillCode":
                input.CbillCode = "abc";
                break;
            case "email":
                input.Email = "nessuna";
                break;
            case "address.postalCode":
                input.Address = new()
                {
                    Street = "Via Roma",
                    PostalCode = "184",
                    City = "Roma",
                    Country = "IT",
                };
                break;
            case "accountingProfile.counterpart":
                input.AccountingProfile = new()
                {
                    Counterpart = " ",
                    CollectionAccount = "T-01",
                    AccountingDateRule = AccountingDateRules.JobDate,
                };
                break;
        }

        await FieldRefusalAsync(field, code, () => Organizations.CreateAsync(input));

        (await Organizations.ListAsync(new() { Q = input.FiscalCode })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_creates_the_organization_it_acts_for_and_no_other()
    {
        var (own, foreign) = (NewCode(), NewCode());
        var made = await _api.Admin.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Partner",
                Scopes = ["organizations:manage"],
                Organizations = [own],
            }
        );
        using var client = _api.Client(made.ClientId, made.ClientSecret);

        await RefusalAsync(
            403,
            "organization-not-allowed",
            () => client.Organizations.CreateAsync(new OrganizationInput { FiscalCode = foreign, Name = "Altro" })
        );

        (await Organizations.ListAsync(new() { Q = foreign })).Items.ShouldBeEmpty();
        (await client.Organizations.CreateAsync(new OrganizationInput { FiscalCode = own, Name = "Ente" })).FiscalCode.ShouldBe(own);
        (await _api.Admin.Events.ListAsync(own)).Items.Select(e => e.Type).ShouldBe(["organization.created"]);
    }
}

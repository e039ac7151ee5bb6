using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Debtors.Registrants;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Debtors;

public sealed class CreateDebtorTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IDebtorsClient Debtors => _api.Admin.Debtors;

    [Fact]
    public async Task A_fiscal_code_is_kept_in_capitals()
    {
        var organization = await OrganizationAsync(_api);

        var created = await Debtors.CreateAsync(organization, Input("rssmra80a01h501u"));

        (created.Answer!.Status, created.FiscalCode, created.Version).ShouldBe((201, Mario, 1));
        (await Debtors.ReadAsync(organization, created.Id)).FiscalCode.ShouldBe(Mario);
    }

    [Fact]
    public async Task The_same_external_identifier_updates_where_the_request_differs()
    {
        var organization = await OrganizationAsync(_api);
        var first = Input(externalId: "M-1");
        first.Email = "mario@example.org";
        var created = await Debtors.CreateAsync(organization, first);

        var same = await Debtors.CreateAsync(organization, Input(externalId: "M-1"));
        var renamed = await Debtors.CreateAsync(organization, Input(externalId: "M-1", name: "Mario Rossi Bianchi"));

        (same.Answer!.Status, same.Id, same.Version).ShouldBe((200, created.Id, 1));
        (renamed.Answer!.Status, renamed.Id, renamed.Version, renamed.Email).ShouldBe((200, created.Id, 2, "mario@example.org"));
    }

    [Fact]
    public async Task A_fiscal_code_has_one_entry_which_takes_the_external_identifier()
    {
        var organization = await OrganizationAsync(_api);
        var created = await Debtors.CreateAsync(organization, Input());

        var adopted = await Debtors.CreateAsync(organization, Input(externalId: "M-1"));
        var again = await Debtors.CreateAsync(organization, Input());

        (adopted.Id, adopted.ExternalId, adopted.Answer!.Status).ShouldBe((created.Id, "M-1", 200));
        (again.Id, again.ExternalId).ShouldBe((created.Id, "M-1"));
        await RefusalAsync(409, "debtor-fiscal-code-taken", () => Debtors.CreateAsync(organization, Input(externalId: "M-2")));
    }

    [Fact]
    public async Task A_known_debtor_cannot_take_the_fiscal_code_of_another()
    {
        var organization = await OrganizationAsync(_api);
        await Debtors.CreateAsync(organization, Input(externalId: "M-1"));
        var other = await Debtors.CreateAsync(organization, Input("01234567897", "M-2"));

        await RefusalAsync(409, "debtor-fiscal-code-taken", () => Debtors.CreateAsync(organization, Input(externalId: "M-2")));

        (await Debtors.ReadAsync(organization, other.Id)).FiscalCode.ShouldBe("01234567897");
    }

    [Fact]
    public async Task Anonymous_debtors_are_many()
    {
        var organization = await OrganizationAsync(_api);

        var first = await Debtors.CreateAsync(organization, Input("ANONIMO", name: "Anonimo"));
        var second = await Debtors.CreateAsync(organization, Input("ANONIMO", name: "Anonimo"));

        (second.Answer!.Status, second.Id != first.Id).ShouldBe((201, true));
    }

    [Fact]
    public async Task The_same_debtor_sent_many_times_at_once_is_one()
    {
        var organization = await OrganizationAsync(_api);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(i => Debtors.CreateAsync(organization, Input(externalId: i % 2 == 0 ? "M-1" : null)))
        );

        answers.Select(d => d.Id).Distinct().ShouldHaveSingleItem();
        answers.Count(d => d.Answer!.Status == 201).ShouldBe(1);
        (await Debtors.ListAsync(organization)).Items.ShouldHaveSingleItem().ExternalId.ShouldBe("M-1");
    }

    [Theory]
    [InlineData("F", "RSSMRA80A01H501X", "fiscal-code-invalid")]
    [InlineData("G", "RSSMRA80A01H501U", "fiscal-code-type-mismatch")]
    [InlineData("G", "01234567890", "fiscal-code-invalid")]
    public async Task A_fiscal_code_is_checked_to_its_last_character(string type, string fiscalCode, string error)
    {
        var organization = await OrganizationAsync(_api);

        await FieldRefusalAsync(
            "fiscalCode",
            error,
            () =>
                Debtors.CreateAsync(
                    organization,
                    new DebtorInput
                    {
                        Type = type,
                        FiscalCode = fiscalCode,
                        Name = "X",
                    }
                )
        );
        (await Debtors.ListAsync(organization)).Items.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("externalId", "length")]
    [InlineData("name", "not-empty")]
    [InlineData("address.postalCode", "postal-code-invalid")]
    [InlineData("email", "email-invalid")]
    [InlineData("pec", "email-invalid")]
    [InlineData("category", "maximum-length")]
    public async Task A_fault_names_its_field(string field, string code)
    {
        var organization = await OrganizationAsync(_api);
        var input = Input();
        Action spoil = field switch
        {
            "externalId" => () => input.ExternalId = new string('X', 129),
            "name" => () => input.Name = " ",
            "address.postalCode" => () => input.Address = Address("184"),
            "email" => () => input.Email = "mario",
            "pec" => () => input.Pec = "mario",
            _ => () => input.Category = new string('X', 51),
        };
        spoil();

        await FieldRefusalAsync(field, code, () => Debtors.CreateAsync(organization, input));

        (await Debtors.ListAsync(organization)).Items.ShouldBeEmpty();
    }
}

using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Debtors.Registrants;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Debtors;

public sealed class ChangeDebtorTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IDebtorsClient Debtors => _api.Admin.Debtors;

    [Fact]
    public async Task A_change_is_guarded_by_the_version_and_a_foreign_identifier_is_not_found()
    {
        var (organization, other) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var created = await Debtors.CreateAsync(organization, Input());

        var changed = await Debtors.ChangeAsync(organization, created.Id, 1, new DebtorChange { Pec = "mario@pec.example" });

        (changed.Pec, changed.Name, changed.Version).ShouldBe(("mario@pec.example", "Mario Rossi", 2));
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Debtors.ChangeAsync(organization, created.Id, 1, new DebtorChange { Name = "X" })
        );
        await RefusalAsync(404, "debtor-not-found", () => Debtors.ChangeAsync(other, created.Id, 2, new DebtorChange { Name = "X" }));
        (await Debtors.ReadAsync(organization, created.Id)).Version.ShouldBe(2);
    }

    [Fact]
    public async Task A_fiscal_code_is_changed_to_one_that_nobody_has()
    {
        var organization = await OrganizationAsync(_api);
        await Debtors.CreateAsync(organization, Input());
        var other = await Debtors.CreateAsync(organization, Input(Entity, "M-2"));

        await RefusalAsync(
            409,
            "debtor-fiscal-code-taken",
            () => Debtors.ChangeAsync(organization, other.Id, 1, new DebtorChange { FiscalCode = Mario })
        );
        (await Debtors.ReadAsync(organization, other.Id)).FiscalCode.ShouldBe(Entity);

        var changed = await Debtors.ChangeAsync(
            organization,
            other.Id,
            1,
            new DebtorChange { FiscalCode = FlowScene.Bianchi.ToLowerInvariant() }
        );
        (changed.FiscalCode, changed.ExternalId, changed.Version).ShouldBe((FlowScene.Bianchi, "M-2", 2));
    }

    [Fact]
    public async Task Many_may_be_changed_to_anonymous()
    {
        var organization = await OrganizationAsync(_api);
        await Debtors.CreateAsync(organization, Input("ANONIMO", name: "Ignoto"));
        var known = await Debtors.CreateAsync(organization, Input());

        var changed = await Debtors.ChangeAsync(organization, known.Id, 1, new DebtorChange { FiscalCode = "ANONIMO" });

        changed.FiscalCode.ShouldBe("ANONIMO");
        (await Debtors.ListAsync(organization, new() { FiscalCode = "ANONIMO" })).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Null_removes_what_may_be_absent_and_what_is_left_out_stays()
    {
        var organization = await OrganizationAsync(_api);
        var input = Input(externalId: "M-1");
        (input.Address, input.Email, input.Pec, input.Category) = (Address(), "mario@example.org", "mario@pec.example", "soci");
        var created = await Debtors.CreateAsync(organization, input);
        using var http = await HttpAsync(_api);

        using var answer = await http.SendAsync(
            Patch($"/v1/organizations/{organization}/debtors/{created.Id}", """{"address":null,"email":null,"pec":null}""", "\"1\"")
        );

        answer.EnsureSuccessStatusCode();
        var read = await Debtors.ReadAsync(organization, created.Id);
        (read.Address, read.Email, read.Pec, read.Category, read.ExternalId, read.Version).ShouldBe((null, null, null, "soci", "M-1", 2));
        (await SqlAsync(_api, $"SELECT count(*) FROM events WHERE type = 'debtor.changed' AND subject_id = '{read.Id}'")).ShouldBe(1);
    }

    [Theory]
    [InlineData("""{"name":" "}""", "name", "not-empty")]
    [InlineData("""{"fiscalCode":"RSSMRA80A01H501X"}""", "fiscalCode", "fiscal-code-invalid")]
    [InlineData("""{"type":"G"}""", "fiscalCode", "fiscal-code-type-mismatch")]
    [InlineData("""{"email":"mario"}""", "email", "email-invalid")]
    [InlineData("""{"address":{"postalCode":"184"}}""", "address.postalCode", "postal-code-invalid")]
    public async Task A_fault_names_its_field_and_changes_nothing(string patch, string field, string code)
    {
        var organization = await OrganizationAsync(_api);
        var input = Input();
        input.Address = Address();
        var created = await Debtors.CreateAsync(organization, input);
        using var http = await HttpAsync(_api);

        using var answer = await http.SendAsync(Patch($"/v1/organizations/{organization}/debtors/{created.Id}", patch, "\"1\""));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        (error["field"]!.GetValue<string>(), error["code"]!.GetValue<string>()).ShouldBe((field, code));
        (await Debtors.ReadAsync(organization, created.Id)).Version.ShouldBe(1);
    }
}

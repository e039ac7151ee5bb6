using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations;

public sealed class ChangeOrganizationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task A_change_touches_what_it_names_and_null_removes()
    {
        var code = NewCode();
        await Organizations.CreateAsync(
            new OrganizationInput
            {
                FiscalCode = code,
                Name = "Prima",
                Sector = "Ufficio",
                IpaCode = "ipa",
            }
        );
        using var http = await HttpAsync(_api);
        using var response = await http.SendAsync(Patch($"/v1/organizations/{code}", """{"name":"Dopo","sector":null}""", "\"1\""));
        response.EnsureSuccessStatusCode();
        response.Headers.ETag!.Tag.ShouldBe("\"2\"");

        var read = await Organizations.ReadAsync(code);

        (read.Name, read.Sector, read.IpaCode, read.Version).ShouldBe(("Dopo", null, "ipa", 2));
    }

    [Fact]
    public async Task Of_changes_at_once_on_one_version_one_is_made_and_the_others_are_told()
    {
        var code = await OrganizationAsync(_api);

        var statuses = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(async n =>
                {
                    try
                    {
                        await Organizations.ChangeAsync(code, 1, new OrganizationChange { Sector = $"Settore {n}" });
                        return 200;
                    }
                    catch (PagoDigitaleException refused)
                    {
                        return refused.Status;
                    }
                })
        );

        statuses.Count(s => s == 200).ShouldBe(1);
        statuses.Count(s => s == 412).ShouldBe(11);
        (await Organizations.ReadAsync(code)).Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"name":" "}""", "name", "not-empty")]
    [InlineData("""{"cbillCode":"abc"}""", "cbillCode", "cbill-code-invalid")]
    [InlineData("""{"pec":"nessuna"}""", "pec", "email-invalid")]
    [InlineData(
        """{"address":{"street":"Via Roma","postalCode":"184","city":"Roma","country":"IT"}}""",
        "address.postalCode",
        "postal-code-invalid"
    )]
    public async Task A_wrong_member_is_named_and_nothing_is_changed(string change, string field, string code)
    {
        var organization = await OrganizationAsync(_api);
        using var http = await HttpAsync(_api);

        using var response = await http.SendAsync(Patch($"/v1/organizations/{organization}", change, "\"1\""));

        response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var error = (await response.Content.ReadFromJsonAsync<JsonObject>())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
        (error["field"]!.GetValue<string>(), error["code"]!.GetValue<string>()).ShouldBe((field, code));
        (await Organizations.ReadAsync(organization)).Version.ShouldBe(1);
    }

    [Fact]
    public async Task A_change_of_another_version_changes_nothing()
    {
        var organization = await OrganizationAsync(_api);

        await RefusalAsync(
            412,
            "version-mismatch",
            () => Organizations.ChangeAsync(organization, 2, new OrganizationChange { Name = "Altro" })
        );

        (await Organizations.ReadAsync(organization)).Name.ShouldBe($"Ente {organization}");
        (await _api.Admin.Events.ListAsync(organization, new() { Type = "organization.changed" })).Items.ShouldBeEmpty();
    }
}

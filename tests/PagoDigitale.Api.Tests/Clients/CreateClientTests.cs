using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Clients.Programs;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

public sealed class CreateClientTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IClientsClient Clients => _api.Admin.Clients;

    [Fact]
    public async Task A_client_is_made_with_a_secret_shown_once_that_works()
    {
        var organization = await OrganizationAsync(_api);
        var created = await ProgramAsync(_api, ["organizations:read"], organization);

        using var client = _api.Client(created.ClientId, created.ClientSecret);
        (await client.Organizations.ReadAsync(organization)).FiscalCode.ShouldBe(organization);
        var read = await Clients.ReadAsync(created.ClientId);

        read.ClientSecret.ShouldBeNull();
        read.Secrets.ShouldHaveSingleItem().ExpiresAt.ShouldBeNull();
        (read.IsActive, read.Version).ShouldBe((true, 1));
        await RefusalAsync(
            403,
            "organization-not-allowed",
            async () => await client.Organizations.ReadAsync(await OrganizationAsync(_api))
        );
        await RefusalAsync(403, "scope-missing", () => client.Services.ListAsync(organization));
    }

    [Theory]
    [InlineData(" ", "services:read", "*", "name", "not-empty")]
    [InlineData("Gestionale", "everything:manage", "*", "scopes", "scope-unknown")]
    [InlineData("Gestionale", null, "*", "scopes", "scope-unknown")]
    [InlineData("Gestionale", "services:read", "12", "organizations", "organization-invalid")]
    [InlineData("Gestionale", "services:read", null, "organizations", "organization-invalid")]
    public async Task What_does_not_exist_cannot_be_granted(string name, string? scope, string? organization, string field, string code)
    {
        var before = await SqlAsync(_api, "SELECT count(*) FROM clients");

        await FieldRefusalAsync(
            field,
            code,
            () => NamedProgramAsync(_api, name, scope is null ? [] : [scope], organization is null ? [] : [organization])
        );

        (await SqlAsync(_api, "SELECT count(*) FROM clients")).ShouldBe(before);
    }

    [Fact]
    public async Task What_does_not_exist_is_named()
    {
        async Task<IEnumerable<string>> ToldAsync(string[] scopes, string[] organizations) =>
            (
                await Should.ThrowAsync<PagoDigitaleInvalidException>(() => NamedProgramAsync(_api, "Gestionale", scopes, organizations))
            ).Errors.Select(e => e.Message);

        (await ToldAsync(["services:read", "everything:manage", "nothing:read"], ["*", "12", "ROMA"])).ShouldBe(
            [
                "names scopes that do not exist: everything:manage, nothing:read",
                "holds what is no fiscal code of an organization: 12, ROMA",
            ],
            ignoreOrder: true
        );
        (await ToldAsync([], [])).ShouldBe(
            ["must name at least one scope", "must be 1 to 1000 fiscal codes of organizations, or *"],
            ignoreOrder: true
        );
        (await ToldAsync(["services:read"], [.. Enumerable.Range(1, 12).Select(n => $"X{n}")]))
            .ShouldHaveSingleItem()
            .ShouldEndWith(" and 2 more");
    }

    [Fact]
    public async Task What_is_named_twice_is_granted_once()
    {
        var organization = NewCode();

        var created = await ProgramAsync(_api, ["services:read", "services:read"], organization, organization);

        created.Scopes.ShouldBe(["services:read"]);
        created.Organizations.ShouldBe([organization]);
    }

    [Fact]
    public async Task The_answer_kept_for_a_repetition_does_not_keep_the_secret_in_clear()
    {
        var key = Guid.NewGuid().ToString();
        var input = new ApiClientInput
        {
            Name = "Ripetuto",
            Scopes = ["services:read"],
            Organizations = ["*"],
        };
        var created = await Clients.CreateAsync(input, idempotencyKey: key);
        var repeated = await Clients.CreateAsync(input, idempotencyKey: key);

        (repeated.ClientSecret, repeated.Answer!.IsReplayed).ShouldBe((created.ClientSecret, true));
        (
            await SqlAsync(
                _api,
                $"""
                SELECT count(*) FROM idempotency_keys WHERE idempotency_key = '{key}'
                    AND position(convert_to('{created.ClientSecret}', 'UTF8') IN body) = 0
                """
            )
        ).ShouldBe(1);
    }
}

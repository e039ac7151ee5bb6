using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

public sealed class ClientTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private ClientsClient Clients => _api.Admin.Clients;

    private Task<ApiClient> CreateAsync(string[] scopes, params string[] organizations) =>
        Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "Gestionale",
                Scopes = scopes,
                Organizations = organizations,
            }
        );

    [Fact]
    public async Task A_client_is_made_with_a_secret_shown_once_that_works()
    {
        var organization = await OrganizationAsync(_api);
        var created = await CreateAsync(["organizations:read"], organization);

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

    [Fact]
    public async Task A_new_secret_lets_the_old_one_work_until_the_moment_said()
    {
        var created = await CreateAsync(["organizations:read"], NewCode());

        var overlapping = await RotateAsync(created.ClientId, DateTime.UtcNow.AddHours(1));
        (await TokenStatusAsync(created.ClientId, created.ClientSecret!)).ShouldBe(HttpStatusCode.OK);
        (await TokenStatusAsync(created.ClientId, overlapping)).ShouldBe(HttpStatusCode.OK);
        (await Clients.ReadAsync(created.ClientId)).Secrets.Select(s => s.ExpiresAt is null).ShouldBe([true, false]);

        var last = await Clients.CreateSecretAsync(created.ClientId, new ApiClientSecretInput());
        (await TokenStatusAsync(created.ClientId, created.ClientSecret!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TokenStatusAsync(created.ClientId, overlapping)).ShouldBe(HttpStatusCode.Unauthorized);
        (await TokenStatusAsync(created.ClientId, last.ClientSecret)).ShouldBe(HttpStatusCode.OK);
        (await Clients.ReadAsync(created.ClientId)).Secrets.ShouldHaveSingleItem().SecretId.ShouldBe(last.SecretId);
    }

    [Fact]
    public async Task A_client_that_is_deactivated_loses_its_tokens_at_once()
    {
        var organization = await OrganizationAsync(_api);
        var created = await CreateAsync(["organizations:read"], organization);
        using var client = _api.Client(created.ClientId, created.ClientSecret);
        await client.Organizations.ReadAsync(organization);

        await Clients.ChangeAsync(created.ClientId, 1, new ApiClientChange { IsActive = false });

        (await Should.ThrowAsync<PagoDigitaleException>(() => client.Organizations.ReadAsync(organization))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Scopes_and_organizations_taken_from_a_client_are_taken_from_its_tokens_too()
    {
        var (kept, taken) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var created = await CreateAsync(["organizations:read", "services:read"], kept, taken);
        using var client = _api.Client(created.ClientId, created.ClientSecret);
        await client.Organizations.ReadAsync(taken);

        await Clients.ChangeAsync(created.ClientId, 1, new ApiClientChange { Scopes = ["organizations:read"], Organizations = [kept] });

        (await client.Organizations.ReadAsync(kept)).FiscalCode.ShouldBe(kept);
        await RefusalAsync(403, "organization-not-allowed", () => client.Organizations.ReadAsync(taken));
        await RefusalAsync(403, "scope-missing", () => client.Services.ListAsync(kept));
    }

    [Fact]
    public async Task Other_replicas_learn_of_a_revocation_within_seconds()
    {
        var organization = await OrganizationAsync(_api);
        var created = await CreateAsync(["organizations:read"], organization);
        using var client = _api.Client(created.ClientId, created.ClientSecret);
        await client.Organizations.ReadAsync(organization);

        // As another replica would do it: this one is not told.
        await SqlAsync(_api, $"UPDATE clients SET is_active = false WHERE client_id = '{created.ClientId}'");

        var deadline = DateTime.UtcNow.AddSeconds(10);
        var status = 200;
        while (status == 200 && DateTime.UtcNow < deadline)
        {
            await Task.Delay(250);
            status = await StatusOfAsync(() => client.Organizations.ReadAsync(organization));
        }
        status.ShouldBe(401);
    }

    [Fact]
    public async Task Nobody_grants_more_than_it_has()
    {
        var (own, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var manager = await CreateAsync(["clients:manage", "services:read"], own);
        using var client = _api.Client(manager.ClientId, manager.ClientSecret);

        await RefusalAsync(
            403,
            "grant-beyond-own",
            () =>
                client.Clients.CreateAsync(
                    new ApiClientInput
                    {
                        Name = "X",
                        Scopes = ["services:write"],
                        Organizations = [own],
                    }
                )
        );
        await RefusalAsync(
            403,
            "grant-beyond-own",
            () =>
                client.Clients.CreateAsync(
                    new ApiClientInput
                    {
                        Name = "X",
                        Scopes = ["services:read"],
                        Organizations = [own, foreign],
                    }
                )
        );
        await RefusalAsync(
            403,
            "grant-beyond-own",
            () =>
                client.Clients.CreateAsync(
                    new ApiClientInput
                    {
                        Name = "X",
                        Scopes = ["services:read"],
                        Organizations = ["*"],
                    }
                )
        );
        var allowed = await client.Clients.CreateAsync(
            new ApiClientInput
            {
                Name = "X",
                Scopes = ["services:read"],
                Organizations = [own],
            }
        );
        await RefusalAsync(
            403,
            "grant-beyond-own",
            () => client.Clients.ChangeAsync(allowed.ClientId, 1, new ApiClientChange { Organizations = ["*"] })
        );
        await RefusalAsync(
            403,
            "grant-beyond-own",
            () => client.Clients.ChangeAsync(manager.ClientId, 1, new ApiClientChange { Scopes = ["clients:manage", "positions:write"] })
        );

        (await Clients.ReadAsync(manager.ClientId)).Scopes.ShouldBe(["clients:manage", "services:read"]);
    }

    [Fact]
    public async Task A_manager_takes_over_neither_stronger_clients_nor_those_of_others()
    {
        var (own, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var manager = await CreateAsync(["clients:manage", "services:read"], own);
        var stronger = await CreateAsync(["positions:write"], own);
        var elsewhere = await CreateAsync(["services:read"], own, foreign);
        using var client = _api.Client(manager.ClientId, manager.ClientSecret);

        await RefusalAsync(403, "grant-beyond-own", () => client.Clients.CreateSecretAsync(stronger.ClientId, new ApiClientSecretInput()));
        await RefusalAsync(
            403,
            "grant-beyond-own",
            () => client.Clients.ChangeAsync(stronger.ClientId, 1, new ApiClientChange { IsActive = false })
        );
        await RefusalAsync(404, "client-not-found", () => client.Clients.ReadAsync(elsewhere.ClientId));
        await RefusalAsync(
            404,
            "client-not-found",
            () => client.Clients.CreateSecretAsync(TestApi.AdminClientId, new ApiClientSecretInput())
        );
        await RefusalAsync(
            404,
            "client-not-found",
            () => client.Clients.ChangeAsync(TestApi.AdminClientId, 1, new ApiClientChange { IsActive = false })
        );

        (await client.Clients.ListAsync()).Items.Select(c => c.ClientId).ShouldBe([stronger.ClientId, manager.ClientId]);
        (await TokenStatusAsync(stronger.ClientId, stronger.ClientSecret!)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_does_not_exist_cannot_be_granted()
    {
        await FieldRefusalAsync("scopes", "scope-unknown", () => CreateAsync(["everything:manage"], "*"));
        await FieldRefusalAsync("organizations", "organization-invalid", () => CreateAsync(["services:read"], "12"));
        var created = await CreateAsync(["services:read"], NewCode());
        await FieldRefusalAsync(
            "previousExpiresAt",
            "overlap-out-of-range",
            () =>
                Clients.CreateSecretAsync(
                    created.ClientId,
                    new ApiClientSecretInput { PreviousExpiresAt = DateTimeOffset.UtcNow.AddDays(-1) }
                )
        );
        await FieldRefusalAsync(
            "previousExpiresAt",
            "overlap-out-of-range",
            () =>
                Clients.CreateSecretAsync(
                    created.ClientId,
                    new ApiClientSecretInput { PreviousExpiresAt = DateTimeOffset.UtcNow.AddDays(91) }
                )
        );
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

    private async Task<string> RotateAsync(string clientId, DateTime previousExpiresAt)
    {
        using var http = await HttpAsync(_api);
        using var response = await http.PostAsync(
            $"/v1/clients/{clientId}/secrets",
            Json($$"""{"previousExpiresAt":"{{previousExpiresAt:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}""")
        );
        response.StatusCode.ShouldBe(HttpStatusCode.Created);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!["clientSecret"]!.GetValue<string>();
    }

    private static async Task<int> StatusOfAsync(Func<Task> call)
    {
        try
        {
            await call();
            return 200;
        }
        catch (PagoDigitaleException error)
        {
            return error.Status;
        }
    }

    private async Task<HttpStatusCode> TokenStatusAsync(string clientId, string secret)
    {
        using var http = _api.Http();
        using var response = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = clientId,
                    ["client_secret"] = secret,
                }
            )
        );
        (await response.Content.ReadFromJsonAsync<JsonObject>()).ShouldNotBeNull();
        return response.StatusCode;
    }
}

using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Clients.Programs;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

public sealed class ReadClientTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IClientsClient Clients => _api.Admin.Clients;

    [Fact]
    public async Task A_client_is_read_with_what_it_may_and_the_secrets_that_still_work()
    {
        var organization = NewCode();
        var created = await ProgramAsync(_api, ["services:read"], organization);
        await SqlAsync(
            _api,
            $"""
            INSERT INTO client_secrets (client_id, secret_id, secret_hash, created_at, expires_at)
            VALUES ('{created.ClientId}', gen_random_uuid(), '\x00', {TestClock.NowSql} - interval '2 days',
                {TestClock.NowSql} - interval '1 day')
            """
        );

        var read = await Clients.ReadAsync(created.ClientId);

        (read.Name, read.IsActive, read.Version, read.CreatedAt).ShouldBe(("Gestionale", true, 1, created.CreatedAt));
        read.Scopes.ShouldBe(["services:read"]);
        read.Organizations.ShouldBe([organization]);
        read.Secrets.ShouldHaveSingleItem().SecretId.ShouldBe(created.Secrets.Single().SecretId);
    }

    [Fact]
    public async Task A_client_that_is_none_or_has_an_organization_that_the_caller_has_not_is_not_found()
    {
        var (own, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var manager = await ProgramAsync(_api, ["clients:manage"], own);
        var elsewhere = await ProgramAsync(_api, ["clients:manage"], own, foreign);
        using var client = _api.Client(manager.ClientId, manager.ClientSecret);

        (await client.Clients.ReadAsync(manager.ClientId)).ClientId.ShouldBe(manager.ClientId);
        await RefusalAsync(404, "client-not-found", () => client.Clients.ReadAsync(elsewhere.ClientId));
        await RefusalAsync(404, "client-not-found", () => client.Clients.ReadAsync(TestApi.AdminClientId));
        await RefusalAsync(404, "client-not-found", () => Clients.ReadAsync("cli_nobody"));
    }
}

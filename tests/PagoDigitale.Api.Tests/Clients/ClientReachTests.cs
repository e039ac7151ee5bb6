using System.Net;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Clients.Programs;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

/// <summary>Whoever manages clients of single organizations gains nothing by it that it did not have.</summary>
public sealed class ClientReachTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IClientsClient Clients => _api.Admin.Clients;

    [Fact]
    public async Task Nobody_grants_more_than_it_has()
    {
        var (own, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var manager = await ProgramAsync(_api, ["clients:manage", "services:read"], own);
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
        var manager = await ProgramAsync(_api, ["clients:manage", "services:read"], own);
        var stronger = await ProgramAsync(_api, ["positions:write"], own);
        var elsewhere = await ProgramAsync(_api, ["services:read"], own, foreign);
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
        (await TokenStatusAsync(_api, stronger.ClientId, stronger.ClientSecret!)).ShouldBe(HttpStatusCode.OK);
    }
}

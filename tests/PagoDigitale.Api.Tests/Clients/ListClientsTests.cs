using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Clients.Programs;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Clients;

public sealed class ListClientsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IClientsClient Clients => _api.Admin.Clients;

    [Fact]
    public async Task The_list_goes_newest_first_through_all_pages_and_finds_by_name()
    {
        var mark = $"Gestionale {Guid.NewGuid():N}";
        var first = await NamedProgramAsync(_api, $"{mark} uno", ["services:read"], NewCode());
        var second = await NamedProgramAsync(_api, $"{mark} due", ["services:read"], NewCode());

        var page = await Clients.ListAsync(new() { Q = mark.ToUpperInvariant(), Limit = 1 });
        var rest = await Clients.ListAsync(
            new()
            {
                Q = mark.ToUpperInvariant(),
                Limit = 1,
                Cursor = page.NextCursor,
            }
        );

        page.Items.ShouldHaveSingleItem().ClientId.ShouldBe(second.ClientId);
        rest.Items.ShouldHaveSingleItem().ClientId.ShouldBe(first.ClientId);
        rest.NextCursor.ShouldBeNull();
        rest.Items.Single().ClientSecret.ShouldBeNull();
    }

    [Fact]
    public async Task Active_clients_and_those_put_out_of_use_are_found_apart()
    {
        var mark = $"Gestionale {Guid.NewGuid():N}";
        var active = await NamedProgramAsync(_api, mark, ["services:read"], NewCode());
        var closed = await NamedProgramAsync(_api, mark, ["services:read"], NewCode());
        await Clients.ChangeAsync(closed.ClientId, 1, new ApiClientChange { IsActive = false });

        (await Clients.ListAsync(new() { Q = mark, IsActive = true })).Items.ShouldHaveSingleItem().ClientId.ShouldBe(active.ClientId);
        (await Clients.ListAsync(new() { Q = mark, IsActive = false })).Items.ShouldHaveSingleItem().ClientId.ShouldBe(closed.ClientId);
    }

    [Fact]
    public async Task A_client_of_single_organizations_sees_those_whose_organizations_are_all_its_own()
    {
        var (own, foreign) = (await OrganizationAsync(_api), await OrganizationAsync(_api));
        var manager = await ProgramAsync(_api, ["clients:manage"], own);
        await ProgramAsync(_api, ["services:read"], own, foreign);
        await ProgramAsync(_api, ["services:read"], "*");
        var seen = await ProgramAsync(_api, ["services:read"], own);
        using var client = _api.Client(manager.ClientId, manager.ClientSecret);

        (await client.Clients.ListAsync()).Items.Select(c => c.ClientId).ShouldBe([seen.ClientId, manager.ClientId]);
    }
}

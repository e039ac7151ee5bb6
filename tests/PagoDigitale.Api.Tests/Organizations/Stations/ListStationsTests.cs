using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Organizations.Stations.BrokerStations;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Stations;

public sealed class ListStationsTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task The_list_is_filtered_and_paged_the_newest_first()
    {
        var code = await OrganizationAsync(_api);
        for (var i = 1; i <= 3; i++)
            await Organizations.CreateStationAsync(code, Input(i));
        await Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsActive = false });

        (await IdsAsync(isActive: true)).ShouldBe([$"{Broker}_03", $"{Broker}_01"]);
        (await IdsAsync(isActive: false)).ShouldBe([$"{Broker}_02"]);
        var page = await Organizations.ListStationsAsync(code, new() { Limit = 2 });
        var rest = await Organizations.ListStationsAsync(code, new() { Limit = 2, Cursor = page.NextCursor });
        page.Items.Concat(rest.Items).Select(s => s.StationId).ShouldBe([$"{Broker}_03", $"{Broker}_02", $"{Broker}_01"]);
        rest.NextCursor.ShouldBeNull();
        (await Organizations.ListStationsAsync(await OrganizationAsync(_api))).Items.ShouldBeEmpty();

        async Task<IEnumerable<string>> IdsAsync(bool isActive) =>
            (await Organizations.ListStationsAsync(code, new() { IsActive = isActive })).Items.Select(s => s.StationId);
    }
}

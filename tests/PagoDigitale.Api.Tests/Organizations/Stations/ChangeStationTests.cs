using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Organizations.Stations.BrokerStations;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Stations;

public sealed class ChangeStationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task Making_another_station_the_default_moves_it()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        await Organizations.CreateStationAsync(code, Input(2));

        await Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsDefault = true });

        (await DefaultsAsync(Organizations, code)).ShouldBe([$"{Broker}_02"]);
    }

    [Fact]
    public async Task The_default_is_neither_deactivated_nor_given_up()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));

        await RefusalAsync(
            409,
            "station-is-default",
            () => Organizations.ChangeStationAsync(code, $"{Broker}_01", 1, new StationChange { IsActive = false })
        );
        await RefusalAsync(
            409,
            "station-is-default",
            () => Organizations.ChangeStationAsync(code, $"{Broker}_01", 1, new StationChange { IsDefault = false })
        );

        (await DefaultsAsync(Organizations, code)).ShouldBe([$"{Broker}_01"]);
    }

    [Fact]
    public async Task An_inactive_station_becomes_the_default_only_together_with_active()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        await Organizations.CreateStationAsync(code, Input(2));
        await Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsActive = false });

        await RefusalAsync(
            409,
            "station-inactive",
            () => Organizations.ChangeStationAsync(code, $"{Broker}_02", 2, new StationChange { IsDefault = true })
        );
        await Organizations.ChangeStationAsync(code, $"{Broker}_02", 2, new StationChange { IsDefault = true, IsActive = true });

        (await DefaultsAsync(Organizations, code)).ShouldBe([$"{Broker}_02"]);
        (await Organizations.ListStationsAsync(code, new() { IsActive = false })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_station_is_active_or_not_and_never_neither()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        var change = new StationChange();
        change.Removed.Add("isActive");

        await FieldRefusalAsync(
            "isActive",
            "null-not-allowed",
            () => Organizations.ChangeStationAsync(code, $"{Broker}_01", 1, change),
            status: 400
        );
    }

    [Fact]
    public async Task What_nobody_sees_in_a_change_is_refused()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        using var http = await HttpAsync(_api);

        using var response = await http.SendAsync(
            Patch($"/v1/organizations/{code}/stations/{Broker}_01", """{"isActive":"\u00adtrue"}""", "\"1\"")
        );

        response.StatusCode.ShouldBe(System.Net.HttpStatusCode.UnprocessableEntity);
        (await response.Content.ReadAsStringAsync()).ShouldContain("U+00AD");
    }

    [Fact]
    public async Task A_station_is_put_aside_at_the_version_that_was_read_by_its_organization_alone()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        await Organizations.CreateStationAsync(code, Input(2));

        var changed = await Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsActive = false });

        (changed.IsActive, changed.IsDefault, changed.Version).ShouldBe((false, false, 2));
        await RefusalAsync(
            412,
            "version-mismatch",
            () => Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsActive = true })
        );
        var other = await OrganizationAsync(_api);
        await RefusalAsync(
            404,
            "station-not-found",
            () => Organizations.ChangeStationAsync(other, $"{Broker}_02", 2, new StationChange { IsActive = true })
        );
        (await Organizations.ListStationsAsync(code, new() { IsActive = false }))
            .Items.ShouldHaveSingleItem()
            .StationId.ShouldBe($"{Broker}_02");
    }

    [Fact]
    public async Task A_station_whose_code_another_has_since_taken_does_not_come_back()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        await Organizations.CreateStationAsync(code, Input(2));
        await Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsActive = false });
        var same = Input(3);
        same.SegregationCode = "02";
        await Organizations.CreateStationAsync(code, same);

        var refusal = await RefusalAsync(
            409,
            "segregation-code-taken",
            () => Organizations.ChangeStationAsync(code, $"{Broker}_02", 2, new StationChange { IsActive = true })
        );

        refusal.Problem!.Detail!.ShouldContain($"{Broker}_03");
        (await Organizations.ListStationsAsync(code, new() { IsActive = true }))
            .Items.Select(s => s.StationId)
            .ShouldBe([$"{Broker}_03", $"{Broker}_01"]);
    }
}

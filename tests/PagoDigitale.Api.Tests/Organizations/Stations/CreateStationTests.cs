using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Organizations.Stations.BrokerStations;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Organizations.Stations;

public sealed class CreateStationTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IOrganizationsClient Organizations => _api.Admin.Organizations;

    [Fact]
    public async Task The_first_station_becomes_the_default_whatever_it_says()
    {
        var code = await OrganizationAsync(_api);

        (await Organizations.CreateStationAsync(code, Input(1, isDefault: false))).IsDefault.ShouldBeTrue();
        (await Organizations.CreateStationAsync(code, Input(2))).IsDefault.ShouldBeFalse();
    }

    [Fact]
    public async Task A_new_default_takes_it_from_the_previous_one()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));

        await Organizations.CreateStationAsync(code, Input(2, isDefault: true));

        (await DefaultsAsync(Organizations, code)).ShouldBe([$"{Broker}_02"]);
    }

    [Fact]
    public async Task Stations_created_at_the_same_moment_leave_one_default()
    {
        var code = await OrganizationAsync(_api);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(i => Organizations.CreateStationAsync(code, Input(i, isDefault: true))));

        (await DefaultsAsync(Organizations, code)).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(3, null, null, "segregationCode", "segregation-code-mismatch")]
    [InlineData(1, "01", null, "segregationCode", "segregation-code-mismatch")]
    [InlineData(0, null, null, "applicationCode", "application-code-mismatch")]
    [InlineData(3, "01", "02", "applicationCode", "application-code-mismatch")]
    public async Task The_codes_go_with_the_aux_digit(int auxDigit, string? segregation, string? application, string field, string error)
    {
        var code = await OrganizationAsync(_api);
        var input = new StationInput
        {
            StationId = $"{Broker}_01",
            BrokerFiscalCode = Broker,
            AuxDigit = auxDigit,
            SegregationCode = segregation,
            ApplicationCode = application,
        };

        await FieldRefusalAsync(field, error, () => Organizations.CreateStationAsync(code, input));
    }

    [Theory]
    [InlineData(0, null, "07")]
    [InlineData(1, null, null)]
    [InlineData(2, null, null)]
    public async Task Older_numberings_have_stations_too(int auxDigit, string? segregation, string? application)
    {
        var code = await OrganizationAsync(_api);

        var created = await Organizations.CreateStationAsync(
            code,
            new StationInput
            {
                StationId = $"{Broker}_01",
                BrokerFiscalCode = Broker,
                AuxDigit = auxDigit,
                SegregationCode = segregation,
                ApplicationCode = application,
            }
        );

        (created.AuxDigit, created.ApplicationCode).ShouldBe((auxDigit, application));
    }

    [Fact]
    public async Task A_station_belongs_to_its_broker_and_is_registered_once()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));

        await RefusalAsync(409, "station-already-exists", () => Organizations.CreateStationAsync(code, Input(1)));
        await FieldRefusalAsync(
            "stationId",
            "station-id-invalid",
            () =>
                Organizations.CreateStationAsync(
                    code,
                    new StationInput
                    {
                        StationId = "98765432106_01",
                        BrokerFiscalCode = Broker,
                        AuxDigit = 3,
                        SegregationCode = "01",
                    }
                )
        );
    }

    [Fact]
    public async Task Two_active_stations_never_have_the_same_code()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        await Organizations.CreateStationAsync(code, Input(2));
        var same = Input(3);
        same.SegregationCode = "02";

        (
            await RefusalAsync(409, "segregation-code-taken", () => Organizations.CreateStationAsync(code, same))
        ).Problem!.Detail!.ShouldContain($"{Broker}_02");
        await Organizations.ChangeStationAsync(code, $"{Broker}_02", 1, new StationChange { IsActive = false });
        await Organizations.CreateStationAsync(code, same);

        (await Organizations.ListStationsAsync(code, new() { IsActive = true }))
            .Items.Select(s => s.StationId)
            .ShouldBe([$"{Broker}_03", $"{Broker}_01"]);
        await Organizations.CreateStationAsync(await OrganizationAsync(_api), Input(1));
    }

    [Fact]
    public async Task An_application_code_is_a_station_s_own_too_and_no_other_numbering_s()
    {
        var code = await OrganizationAsync(_api);
        await Organizations.CreateStationAsync(code, Input(1));
        await Organizations.CreateStationAsync(code, Older("02"));

        await RefusalAsync(409, "application-code-taken", () => Organizations.CreateStationAsync(code, Older("03")));

        static StationInput Older(string number) =>
            new()
            {
                StationId = $"{Broker}_{number}",
                BrokerFiscalCode = Broker,
                AuxDigit = 0,
                ApplicationCode = "01",
            };
    }
}

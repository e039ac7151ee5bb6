using PagoDigitale.Sdk;

namespace PagoDigitale.Api.Tests.Organizations.Stations;

/// <summary>Stations of one broker, by their number.</summary>
internal static class BrokerStations
{
    public const string Broker = "01234567897";

    public static StationInput Input(int number, bool? isDefault = null) =>
        new()
        {
            StationId = $"{Broker}_{number:00}",
            BrokerFiscalCode = Broker,
            AuxDigit = 3,
            SegregationCode = $"{number:00}",
            IsDefault = isDefault,
        };

    public static async Task<List<string>> DefaultsAsync(IOrganizationsClient organizations, string code) =>
        [.. (await organizations.ListStationsAsync(code)).Items.Where(s => s.IsDefault).Select(s => s.StationId)];
}

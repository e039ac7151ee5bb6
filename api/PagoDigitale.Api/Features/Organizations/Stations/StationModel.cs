using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Stations;

public sealed record StationModel : IVersioned
{
    public required string StationId { get; init; }
    public required string BrokerFiscalCode { get; init; }
    public required int AuxDigit { get; init; }
    public string? SegregationCode { get; init; }
    public string? ApplicationCode { get; init; }
    public required bool IsDefault { get; init; }
    public required bool IsActive { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    public static StationModel Of(Station x) =>
        new()
        {
            StationId = x.StationId,
            BrokerFiscalCode = x.BrokerFiscalCode,
            AuxDigit = x.AuxDigit,
            SegregationCode = x.SegregationCode,
            ApplicationCode = x.ApplicationCode,
            IsDefault = x.IsDefault,
            IsActive = x.IsActive,
            Version = x.Version,
        };
}

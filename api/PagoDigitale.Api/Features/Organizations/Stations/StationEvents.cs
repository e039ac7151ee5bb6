using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Organizations.Stations;

public abstract record StationEvent(Station Station) : EventData
{
    protected Station Station { get; } = Station;

    public string StationId => Station.StationId;
    public string BrokerFiscalCode => Station.BrokerFiscalCode;
    public int AuxDigit => Station.AuxDigit;
    public string? SegregationCode => Station.SegregationCode;
    public string? ApplicationCode => Station.ApplicationCode;
    public bool IsDefault => Station.IsDefault;
    public bool IsActive => Station.IsActive;

    protected override string SubjectId => StationId;
}

[Event("station.created", "A station was entered.")]
public sealed record StationCreated(Station Station) : StationEvent(Station);

[Event("station.changed", "A station was changed or put out of use.")]
public sealed record StationChanged(Station Station) : StationEvent(Station);

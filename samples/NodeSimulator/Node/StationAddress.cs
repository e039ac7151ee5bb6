namespace PagoDigitale.NodeSimulator.Node;

/// <summary>Where a station answers and in whose name it is asked.</summary>
public sealed record StationAddress(Uri NodeUrl, string? SubscriptionKey, string IdPa, string IdBroker, string IdStation);

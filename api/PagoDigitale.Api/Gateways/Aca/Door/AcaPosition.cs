using System.Text.Json.Serialization;

namespace PagoDigitale.Api.Gateways.Aca.Door;

/// <summary>
/// What the archive is told of a notice (paCreatePosition 1.0): the whole of it each time, and the last word counts. Its amount is euro
/// cents; 0 closes it, for good.
/// </summary>
/// <param name="ExpirationDate">With its offset.</param>
/// <param name="Iban">
/// The account in stand-in, where the whole sum goes to the organization; without one pagoPA takes the one it knows.
/// </param>
/// <param name="SwitchToExpired">Whether it cannot be paid after that day.</param>
/// <param name="PayStandIn">Whether it can be paid without its station.</param>
public sealed record AcaPosition(
    string PaFiscalCode,
    string EntityType,
    string EntityFiscalCode,
    string EntityFullName,
    string Iuv,
    string Nav,
    long Amount,
    string Description,
    string ExpirationDate,
    string? Iban,
    string? PostalIban,
    bool SwitchToExpired,
    bool PayStandIn
);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AcaPosition))]
public sealed partial class AcaJson : JsonSerializerContext;

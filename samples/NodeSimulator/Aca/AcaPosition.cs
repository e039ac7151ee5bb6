namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>What ACA is told of a notice, defaults included; without an account pagoPA takes the one it knows.</summary>
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

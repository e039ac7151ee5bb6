namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>The body of a paCreatePosition, as it came.</summary>
internal sealed record AcaRequest
{
    public string? PaFiscalCode { get; init; }

    public string? EntityType { get; init; }

    public string? EntityFiscalCode { get; init; }

    public string? EntityFullName { get; init; }

    public string? Iuv { get; init; }

    public string? Nav { get; init; }

    public long? Amount { get; init; }

    public string? Description { get; init; }

    public string? ExpirationDate { get; init; }

    public string? Iban { get; init; }

    public string? PostalIban { get; init; }

    public bool? SwitchToExpired { get; init; }

    public bool? PayStandIn { get; init; }
}

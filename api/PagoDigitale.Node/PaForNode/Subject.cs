namespace PagoDigitale.Node.PaForNode;

/// <summary>F is a person, G a legal entity: the wire's own letters.</summary>
public enum EntityType
{
    F,
    G,
}

/// <summary>A debtor or payer. IdentifierValue is a fiscal code, a VAT number or "ANONIMO".</summary>
public sealed record Subject(EntityType Type, string IdentifierValue, string FullName)
{
    public string? StreetName { get; init; }

    public string? CivicNumber { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? StateProvinceRegion { get; init; }

    public string? Country { get; init; }

    public string? Email { get; init; }
}

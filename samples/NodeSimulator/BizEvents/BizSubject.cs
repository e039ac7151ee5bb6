using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>A debtor or payer of a receipt.</summary>
public sealed record BizSubject(string EntityUniqueIdentifierType, string EntityUniqueIdentifierValue, string FullName)
{
    public string? StreetName { get; init; }

    public string? CivicNumber { get; init; }

    public string? PostalCode { get; init; }

    public string? City { get; init; }

    public string? StateProvinceRegion { get; init; }

    public string? Country { get; init; }

    public string? Email { get; init; }

    internal static BizSubject Of(Subject subject) =>
        new(subject.Type.ToString(), subject.IdentifierValue, subject.FullName)
        {
            StreetName = subject.StreetName,
            CivicNumber = subject.CivicNumber,
            PostalCode = subject.PostalCode,
            City = subject.City,
            StateProvinceRegion = subject.StateProvinceRegion,
            Country = subject.Country,
            Email = subject.Email,
        };
}

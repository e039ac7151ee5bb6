using PagoDigitale.Sdk;

namespace PagoDigitale.Api.Tests.Debtors;

/// <summary>Debtors as an office enters them.</summary>
internal static class Registrants
{
    public const string Mario = "RSSMRA80A01H501U";
    public const string Entity = "01234567897";

    public static DebtorInput Input(string fiscalCode = Mario, string? externalId = null, string name = "Mario Rossi") =>
        new()
        {
            Type = "F",
            FiscalCode = fiscalCode,
            Name = name,
            ExternalId = externalId,
        };

    public static Address Address(string postalCode = "00184") =>
        new()
        {
            Street = "Via Roma",
            CivicNumber = "1",
            PostalCode = postalCode,
            City = "Roma",
            Province = "RM",
            Country = "IT",
        };
}

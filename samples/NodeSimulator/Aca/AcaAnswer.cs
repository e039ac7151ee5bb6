namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>What ACA says to a write that it takes.</summary>
internal sealed record AcaAnswer(
    string PaFiscalCode,
    string CompanyName,
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
    string Status
)
{
    private const string Company = "Ente creditore";
    private const int LocalTimeLength = 19;

    public static AcaAnswer Of(AcaPosition told) =>
        new(
            told.PaFiscalCode,
            Company,
            told.EntityType,
            told.EntityFiscalCode,
            told.EntityFullName,
            told.Iuv,
            told.Nav,
            told.Amount,
            told.Description,
            // It is answered as a local time, without the offset it was told with.
            told.ExpirationDate[..LocalTimeLength],
            told.Iban,
            told.PostalIban,
            told.SwitchToExpired,
            told.Amount == 0 ? "INVALID" : "VALID"
        );
}

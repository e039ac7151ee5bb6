namespace PagoDigitale.Sdk.Tests;

/// <summary>Valid things for tests that do not care which.</summary>
internal static class Some
{
    public static PositionInput Position() =>
        new()
        {
            ServiceCode = "TARI",
            Description = "TARI 2026",
            Debtor = new()
            {
                Type = DebtorTypes.F,
                FiscalCode = "RSSMRA80A01H501U",
                Name = "Mario Rossi",
            },
            PaymentOptions = [new() { Instalments = [new() { AmountCents = 9225, DueDate = new(2026, 5, 31) }] }],
        };
}

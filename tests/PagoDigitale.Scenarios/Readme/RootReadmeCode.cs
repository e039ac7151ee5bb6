using PagoDigitale.Sdk;

namespace PagoDigitale.Scenarios.Readme;

/// <summary>The C# of README.md, word for word: <see cref="ReadmeTests"/> compares and runs it.</summary>
internal static class RootReadmeCode
{
    public static async Task StartAsync(Uri baseUrl, string id, string secret, string organization)
    {
        // <snippet>
        using var client = new PagoDigitaleClient(
            new PagoDigitaleOptions
            {
                BaseAddress = baseUrl,
                ClientId = id,
                ClientSecret = secret,
            }
        );
        var position = await client.Positions.CreateAsync(
            organization,
            new PositionInput
            {
                ServiceCode = "QUOTE",
                Description = "Quota 2026",
                Debtor = new()
                {
                    Type = DebtorTypes.F,
                    FiscalCode = "RSSMRA80A01H501U",
                    Name = "Mario Rossi",
                },
                PaymentOptions = [new() { Instalments = [new() { AmountCents = 13000 }] }],
            }
        );
        Console.WriteLine(position.PaymentOptions[0].Instalments[0].NoticeNumber);
        // </snippet>
    }
}

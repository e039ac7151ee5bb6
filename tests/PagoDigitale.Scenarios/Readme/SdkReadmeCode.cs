using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Sdk;

namespace PagoDigitale.Scenarios.Readme;

/// <summary>The code of sdk/PagoDigitale.Sdk/README.md, word for word: <see cref="ReadmeTests"/> compares and runs it.</summary>
internal static class SdkReadmeCode
{
    public static async Task StartAsync()
    {
        // <snippet>
        // The demo of the quickstart (dotnet run --project samples/Quickstart -- --serve), as it wrote itself down.
        var demo = JsonDocument.Parse(File.ReadAllText(".pagodigitale/demo.json")).RootElement;
        using var client = new PagoDigitaleClient(
            new()
            {
                BaseAddress = new(demo.GetProperty("baseUrl").GetString()!),
                ClientId = demo.GetProperty("clientId").GetString()!,
                ClientSecret = demo.GetProperty("clientSecret").GetString()!,
            }
        );
        var organization = demo.GetProperty("organization").GetString()!;
        var position = await client.Positions.CreateAsync(
            organization,
            new PositionInput
            {
                ExternalId = "QUOTE-2026-000417",
                ServiceCode = "QUOTE",
                Description = "Quota 2026",
                Debtor = new()
                {
                    Type = DebtorTypes.F,
                    FiscalCode = "RSSMRA80A01H501U",
                    Name = "Mario Rossi",
                },
                PaymentOptions = [new() { Instalments = [new() { AmountCents = 13000, DueDate = new(2026, 12, 31) }] }],
            }
        );
        Console.WriteLine(position.PaymentOptions[0].Instalments[0].NoticeNumber);
        // </snippet>
    }

    /// <summary>What the text shows by the way.</summary>
    public static async Task ByTheWayAsync(PagoDigitaleClient client, string organization, Debtor debtor, IServiceCollection services)
    {
        // <inline>
        services.AddPagoDigitale(options =>
        {
            options.BaseAddress = new("https://api.pagodigitale.example");
            options.ClientId = "…";
            options.ClientSecret = "…";
        })
            // </inline>
        ;
        // <inline>
        await foreach (var p in client.Positions.ListAllAsync(organization, new() { IsPaid = true }))
            // </inline>
            Console.WriteLine(p.Id);
        await
        // <inline>
        client.Debtors.ChangeAsync(organization, debtor.Id, debtor.Version, new() { Name = "Maria Rossi", Removed = { "email" } })
        // </inline>
        ;
        Console.WriteLine(
            // <inline>
            PositionStates.Payable
        // </inline>
        );
    }
}

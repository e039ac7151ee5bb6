using System.Globalization;
using PagoDigitale.Sdk;

namespace PagoDigitale.TestKit;

/// <summary>An organization ready to collect: account, station, accertamento, service. Made through the SDK, as anybody would.</summary>
public sealed record TestOrganization(
    string Code,
    string Station,
    string Broker,
    string SegregationCode,
    string Iban,
    string Service,
    int AccertamentoYear,
    string AccertamentoNumber
)
{
    public const string TesoreriaIban = "IT60X0542811101000000123456";
    public const string PostalIban = "IT45R0760103200000000001016";

    private static int _count = Random.Shared.Next(100_000, 800_000);

    public static async Task<TestOrganization> CreateAsync(
        PagoDigitaleClient client,
        string serviceCode = "QUOTA",
        CancellationToken ct = default
    )
    {
        var number = Interlocked.Increment(ref _count);
        var code = number.ToString("00000000000", CultureInfo.InvariantCulture);
        var station = $"{code}_01";
        await client.Organizations.CreateAsync(
            new OrganizationInput
            {
                FiscalCode = code,
                Name = $"Ordine dei Collaudatori n. {number}",
                AccountingProfile = new AccountingProfile
                {
                    Counterpart = "Iscritti pagoPA",
                    CollectionAccount = "TESORERIA-01",
                    AccountingDateRule = AccountingDateRules.MovementDate,
                },
            },
            cancellationToken: ct
        );
        await client.Organizations.CreateIbanAsync(
            code,
            new IbanInput { Iban = TesoreriaIban, Label = "Tesoreria" },
            cancellationToken: ct
        );
        await client.Organizations.CreateStationAsync(
            code,
            new StationInput
            {
                StationId = station,
                BrokerFiscalCode = code,
                AuxDigit = 3,
                SegregationCode = "01",
                IsDefault = true,
            },
            cancellationToken: ct
        );
        await client.Accertamenti.CreateAsync(
            code,
            new AccertamentoInput
            {
                Year = 2026,
                Number = "12",
                Chapter = "3.100",
                Description = "Quote associative",
            },
            cancellationToken: ct
        );
        await client.Services.CreateAsync(
            code,
            new ServiceInput
            {
                Code = serviceCode,
                Description = "Quota annuale",
                TaxonomyCode = "9/0101100IM/",
                Iban = TesoreriaIban,
                AccountingClass = new AccountingClass
                {
                    Chapter = "3.100",
                    AccertamentoYear = 2026,
                    AccertamentoNumber = "12",
                },
            },
            cancellationToken: ct
        );
        return new(code, station, code, "01", TesoreriaIban, serviceCode, 2026, "12");
    }

    /// <summary>A position of one instalment, payable at once.</summary>
    public PositionInput Position(long amountCents = 10_000, string fiscalCode = "RSSMRA80A01H501U", string name = "Mario Rossi") =>
        new()
        {
            ServiceCode = Service,
            Description = "Quota 2026",
            Debtor = new PositionDebtorInput
            {
                Type = "F",
                FiscalCode = fiscalCode,
                Name = name,
            },
            PaymentOptions =
            [
                new PaymentOptionInput
                {
                    Instalments = [new InstalmentInput { AmountCents = amountCents, DueDate = new DateOnly(2026, 12, 31) }],
                },
            ],
        };
}

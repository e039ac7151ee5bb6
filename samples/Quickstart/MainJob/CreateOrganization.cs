using PagoDigitale.Quickstart.Members;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Registers the organization with its logo, accounts, station, service and the year's accertamenti.</summary>
public sealed class CreateOrganization(Tools tools)
{
    public const string ServiceCode = "QUOTE";
    public const string BankIban = "IT60X0542811101000000123456";
    public const string PostalIban = "IT45R0760103200000000001016";

    /// <summary>Taxonomy of PagoPA: professional orders, registration fees.</summary>
    private const string TaxonomyCode = "9/0702133TS/";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Register the organization");
        var client = tools.Client;
        var options = tools.Options;
        await client.Organizations.CreateAsync(Organization(options), cancellationToken: cancellationToken);
        await using (var logo = typeof(CreateOrganization).Assembly.GetManifestResourceStream("logo.png")!)
            await client.Organizations.UploadLogoAsync(options.Organization, "logo.png", logo, cancellationToken);
        step.At(1, 4);
        await client.Organizations.CreateIbanAsync(
            options.Organization,
            new() { Iban = BankIban, Label = "Conto di tesoreria" },
            cancellationToken: cancellationToken
        );
        await client.Organizations.CreateIbanAsync(
            options.Organization,
            new() { Iban = PostalIban, Label = "Conto postale" },
            cancellationToken: cancellationToken
        );
        await client.Organizations.CreateStationAsync(options.Organization, Station(options), cancellationToken: cancellationToken);
        step.At(2, 4);
        await CreateAccertamentiAsync(cancellationToken);
        step.At(3, 4);
        await client.Services.CreateAsync(options.Organization, Service(options), cancellationToken: cancellationToken);
        step.At(4, 4);
        step.Say($"{options.OrganizationName} ({options.Organization}), 2 accounts, station {options.Station}, 3 accertamenti");
    }

    private async Task CreateAccertamentiAsync(CancellationToken cancellationToken)
    {
        var outcome = await tools.Client.Accertamenti.LoadAsync(
            tools.Organization,
            new()
            {
                Items =
                [
                    .. MemberGenerator
                        .FeesOf(tools.Options.Year)
                        .Select(fee => new AccertamentoInput
                        {
                            Year = tools.Options.Year,
                            Number = fee.AccertamentoNumber,
                            Chapter = fee.Chapter,
                            Description = fee.Description,
                        }),
                ],
            },
            cancellationToken: cancellationToken
        );
        if (outcome.Refused > 0)
            throw new MainJobFailedException(
                $"{outcome.Refused} accertamenti were refused: {outcome.Items.First(item => item.Errors.Count > 0).Errors[0].Message}"
            );
    }

    private static OrganizationInput Organization(MainJobOptions options) =>
        new()
        {
            FiscalCode = options.Organization,
            Name = options.OrganizationName,
            Sector = "Segreteria",
            InfoLines = "segreteria@ordine.example - tel. 06 5550100",
            CbillCode = "AB1CD",
            Address = new()
            {
                Street = "Via della Libertà",
                CivicNumber = "12",
                PostalCode = "00184",
                City = "Roma",
                Province = "RM",
                Country = "IT",
            },
            Email = "segreteria@ordine.example",
            AccountingProfile = new()
            {
                Counterpart = "Iscritti all'albo",
                CollectionAccount = "100",
                AccountingDateRule = AccountingDateRules.MovementDate,
            },
        };

    private static StationInput Station(MainJobOptions options) =>
        new()
        {
            StationId = options.Station,
            BrokerFiscalCode = options.Broker,
            AuxDigit = 3,
            SegregationCode = options.SegregationCode,
            IsDefault = true,
        };

    private static ServiceInput Service(MainJobOptions options) =>
        new()
        {
            Code = ServiceCode,
            Description = $"Quote di iscrizione all'albo {options.Year}",
            TaxonomyCode = TaxonomyCode,
            Iban = BankIban,
            AmountCents = 13_000,
            // The young and the arrears pay another fee.
            AllowsOtherAmounts = true,
            // The register holds arrears too; see EndLatePayments.
            KeepPayableAfterDueDate = true,
        };
}

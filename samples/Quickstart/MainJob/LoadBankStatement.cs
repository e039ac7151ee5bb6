using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>The statement, and the one transfer in it that is a cent short.</summary>
public sealed record LoadedStatement(BankStatement Statement, ReportedFlow ShortFlow);

/// <summary>Loads the treasurer's statement: the credits of the PSPs, one of them a cent short, among everything else.</summary>
public sealed class LoadBankStatement(Tools tools)
{
    public const long ShortCents = 1;

    public async Task<LoadedStatement> RunAsync(IReadOnlyList<ReportedFlow> flows, MadePayments made, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Load the bank statement");
        var shortFlow = FetchRendicontazioni.Plain(flows, made)[^1];
        var unrelated = tools.Options.MovementsCount - flows.Count;
        using var csv = new MemoryStream(
            await tools.Simulator.DownloadStatementAsync(tools.Organization, unrelated, shortFlow.FlussoId, ShortCents, cancellationToken)
        );
        step.At(1, 2);
        // Data contabile; data valuta; importo; descrizione; provvisorio, after a line of preamble and one of titles.
        var statement = await tools.Client.BankStatements.UploadAsync(
            tools.Organization,
            $"movimenti-{tools.Options.Today:yyyy-MM-dd}.csv",
            csv,
            new()
            {
                DateColumn = 1,
                AmountColumn = 3,
                DescriptionColumn = 4,
                ProvvisorioColumn = 5,
                ValueDateColumn = 2,
                Separator = ";",
                FirstRow = 3,
                Encoding = "windows-1252",
                AccountIban = CreateOrganization.BankIban,
            },
            cancellationToken: cancellationToken
        );
        Expect.Equal("movements", tools.Options.MovementsCount, statement.Counts.Movements);
        Expect.Equal("lines of the statement refused", 0, statement.Counts.Rejected);
        Expect.Equal("pagoPA credits", flows.Count, statement.Counts.PagoPa);
        Expect.Equal("pagoPA credits in euro cents", flows.Sum(flow => flow.TotalCents) - ShortCents, statement.Amounts.PagoPaCents);
        step.At(2, 2);
        step.Say(
            $"{statement.Counts.Movements} movements, {statement.Counts.PagoPa} of them pagoPA: {Euro.Text(statement.Amounts.PagoPaCents)}"
        );
        return new LoadedStatement(statement, shortFlow);
    }
}

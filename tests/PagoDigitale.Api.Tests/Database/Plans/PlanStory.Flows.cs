using System.Globalization;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    private const string Header =
        "codice_esterno;tipo_debitore;codice_fiscale;nominativo;codice_servizio;descrizione;importo;data_scadenza";

    private async Task FlowAsync(int rows)
    {
        await UploadFlowAsync(rows, "C");
        await caller.DoAsync("cancelFlow");
        await UploadFlowAsync(rows, "G");
        await caller.JobsAsync("check of a flow", Allowance.For(rows));
        await caller.DoAsync("readFlow");
        await caller.DoAsync("changeFlow", new { commonDescription = "Quota comune" });
        await caller.JobsAsync("check of a flow", Allowance.For(rows));
        await caller.DoAsync("excludeFlowRows", new { rowNumbers = new[] { 2, 3 } });
        await caller.DoAsync("includeFlowRows", new { rowNumbers = new[] { 3 } });
        await caller.DoAsync("confirmFlow");
        await caller.JobsAsync("generation of a flow", Allowance.For(rows));
        await caller.DownloadAsync("downloadFlowOutcome", "format=csv", Allowance.For(rows));
        await caller.DownloadAsync("downloadFlowOutcome", "format=xlsx&verdict=generated", Allowance.For(rows));
        await caller.DownloadAsync("downloadFlowNotices", "", Allowance.For(rows));
    }

    private async Task UploadFlowAsync(int rows, string prefix)
    {
        var lines = Enumerable
            .Range(1, rows)
            .Select(i =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{prefix}{Mark}-{i};;{(i == rows ? "NESSUNO" : Code())};Società {i};{Service};Quota {i};123,45;31/12/2030"
                )
            );
        Ids["flow"] = Id(
            await caller.DoAsync(
                "uploadFlow",
                File(Utf8($"{Header}\n{string.Join('\n', lines)}\n"), "text/csv"),
                $"fileName={prefix}{Mark}.csv"
            )
        );
    }
}

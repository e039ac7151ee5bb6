using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.BankStatements;
using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Benchmarks.Reconcile;

/// <summary>An organization of the benchmark, and what it asks of the application.</summary>
internal sealed class Body(WebApplication app, Archive.Archive archive, string organization)
{
    private int _last;

    public string Organization { get; } = organization;

    public async Task FillAsync(int payments, Stage stage)
    {
        await archive.FillAsync(Shape(payments, stage) with { First = _last + 1 });
        _last += payments;
    }

    /// <summary>
    /// Seconds from asking for a reconciliation of everything to its end, and to the end of the job that marks the debts of a large one.
    /// </summary>
    public async Task<(double Seconds, double Marked, ReconciliationJobModel Job)> ReconcileAsync()
    {
        var watch = Stopwatch.StartNew();
        var id = await InScopeAsync(async scope =>
            (await scope.Get<CreateReconciliationJobHandler>().RunAsync(new ReconciliationJobInput(), default)).Value!.Value.Id
        );
        await app.Services.GetRequiredService<JobRunner>().RunOnceAsync(JobLane.Bulk, default);
        var seconds = watch.Elapsed.TotalSeconds;
        var job = (await InScopeAsync(async scope => (await scope.Get<ReadReconciliationJobHandler>().RunAsync(id, default)).Value))!;
        await RunJobsAsync();
        return job.State == ReconciliationJobState.Completed
            ? (seconds, watch.Elapsed.TotalSeconds, job)
            : throw new InvalidOperationException($"The run ended as {job.State}.");
    }

    /// <summary>
    /// Seconds for each payment with its debt, receipt, row, flow and movement: what has to be read to say whether they agree.
    /// </summary>
    public async Task<double> JoinAsync()
    {
        var watch = Stopwatch.StartNew();
        var cents = await InScopeAsync(async scope =>
            (
                await scope.Session.QueryAsync(
                    """
                    SELECT w.rendicontazione_id, w.row_index, w.iuv, w.iur, w.amount_cents, w.outcome_code, r.flusso_id,
                        r.total_amount_cents, m.movement_id, m.amount_cents, c.receipt_record_id, c.classification, c.amount_cents,
                        t.amount_cents,
                        i.instalment_id, i.notice_number, i.amount_cents, i.state, o.amount_cents, p.position_id, p.state
                    FROM rendicontazione_rows w
                    JOIN rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = w.rendicontazione_id
                    JOIN bank_movements m ON m.organization_id = $1 AND m.reference_key = r.flusso_key
                    JOIN receipts c ON c.organization_id = $1 AND c.receipt_record_id = w.receipt_record_id
                    JOIN receipt_transfers t ON t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id
                    JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = w.instalment_id
                    JOIN transfers o ON o.organization_id = $1 AND o.instalment_id = i.instalment_id
                        AND o.transfer_index = t.transfer_index
                    JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
                    WHERE w.organization_id = $1
                    """,
                    r =>
                    {
                        var values = new object[r.FieldCount];
                        r.GetValues(values);
                        return (long)values[4];
                    },
                    default,
                    Organization
                )
            ).Sum()
        );
        return cents > 0 ? watch.Elapsed.TotalSeconds : throw new InvalidOperationException("There is nothing to join.");
    }

    /// <summary>
    /// Payments whose credit has come already; then their flow, which is measured: until it is taken, matched and classified.
    /// </summary>
    public async Task<double> TakeNewFlowAsync(int payments)
    {
        var shape = Shape(payments, Stage.Paid) with { First = _last + 1, PaymentsPerFlow = payments };
        await archive.FillAsync(shape);
        _last += payments;
        await UploadCreditAsync(shape);
        await RunJobsAsync();
        var xml = Flow(shape);
        var watch = Stopwatch.StartNew();
        await InScopeAsync(async scope => (await scope.Get<RendicontazioneIntakeHandler>().TakeAsync(xml, "upload", default)).Value);
        await RunJobsAsync();
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Payments whose flows have not come, and the flows.</summary>
    public async Task<List<byte[]>> FlowsAsync(int flows, int payments)
    {
        var files = new List<byte[]>();
        for (var i = 0; i < flows; i++)
        {
            var shape = Shape(payments, Stage.Paid) with { First = _last + 1, PaymentsPerFlow = payments };
            await archive.FillAsync(shape);
            _last += payments;
            files.Add(Flow(shape));
        }
        return files;
    }

    /// <summary>Seconds for these flows, by so many callers, without a run.</summary>
    public async Task<double> TakeFlowsAsync(List<byte[]> files, int callers)
    {
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            files,
            new ParallelOptions { MaxDegreeOfParallelism = callers },
            async (xml, _) =>
                await InScopeAsync(async scope => (await scope.Get<RendicontazioneIntakeHandler>().TakeAsync(xml, "upload", default)).Value)
        );
        return watch.Elapsed.TotalSeconds;
    }

    public async Task RunJobsAsync()
    {
        var runner = app.Services.GetRequiredService<JobRunner>();
        while (await runner.RunOnceAsync(JobLane.Interactive, default) || await runner.RunOnceAsync(JobLane.Bulk, default)) { }
    }

    private ArchiveShape Shape(int payments, Stage stage) =>
        new()
        {
            Organization = Organization,
            Payments = payments,
            Stage = stage,
            HasEvents = false,
        };

    private Task<string> UploadCreditAsync(ArchiveShape shape) =>
        InScopeAsync(async scope =>
        {
            var day = ArchivedDebt.RegulationDate(shape, 0).AddDays(1).ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);
            var text =
                $"Data;Importo;Descrizione\r\n{day};{EuroCents.ToItalian(ArchivedDebt.CentsOf(shape, 0))};"
                + $"/PUR/LGPE-RIVERSAMENTO/URI/{ArchivedDebt.FlussoId(shape, 0)}\r\n";
            await using var file = await SpooledUpload.ReadAsync(
                new MemoryStream(Encoding.UTF8.GetBytes(text)),
                "text/csv",
                "giornale.csv",
                long.MaxValue,
                default
            );
            var upload = new StatementUpload
            {
                DateColumn = 1,
                AmountColumn = 2,
                DescriptionColumn = 3,
            };
            return (await scope.Get<UploadBankStatementHandler>().RunAsync(upload, file, default)).Value!.Value.Id;
        });

    private static byte[] Flow(ArchiveShape shape) =>
        FlussoRiversamentoWriter.Write(ArchivedFlow.HeaderOf(shape), ArchivedFlow.RowsOf(shape));

    private async Task<T> InScopeAsync<T>(Func<TenantScope, Task<T>> work)
    {
        await using var scope = await app.Services.GetRequiredService<TenantScopes>().OpenAsync(Organization);
        var result = await work(scope);
        await scope.CommitAsync();
        return result;
    }
}

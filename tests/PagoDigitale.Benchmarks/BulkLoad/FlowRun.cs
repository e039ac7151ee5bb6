using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Flows;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Benchmarks.BulkLoad;

/// <summary>The application's own way: upload, check, confirm, generate.</summary>
public static class FlowRun
{
    public static async Task<double> MeasureAsync(string connectionString, string file, int rows)
    {
        await using var app = await RealApi.BuildAsync(connectionString);
        var watch = Stopwatch.StartNew();
        var flow = await UploadAsync(app, file);
        await RunJobsAsync(app);
        var checkedAfter = watch.Elapsed.TotalSeconds;
        await InScopeAsync(app, async scope => (await scope.Get<ConfirmFlowHandler>().RunAsync(flow, CancellationToken.None)).Value!);
        await RunJobsAsync(app);
        var elapsed = watch.Elapsed.TotalSeconds;
        var done = await InScopeAsync(
            app,
            async scope => (await scope.Get<ReadFlowHandler>().RunAsync(flow, CancellationToken.None)).Value!
        );
        if (done.State != FlowState.Completed || done.Counts.Generated != rows)
            throw new InvalidOperationException($"The flow ended as {done.State} with {done.Counts.Generated} of {rows} rows.");
        Console.WriteLine(FormattableString.Invariant($"  checked after {checkedAfter:0.00} s, generated after {elapsed:0.00} s"));
        return elapsed;
    }

    private static async Task<string> UploadAsync(WebApplication app, string file)
    {
        await using var content = File.OpenRead(file);
        await using var upload = await SpooledUpload.ReadAsync(content, "text/csv", "bulk.csv", long.MaxValue, CancellationToken.None);
        return await InScopeAsync(
            app,
            async scope =>
                (await scope.Get<UploadFlowHandler>().RunAsync(new FlowUpload { FileName = "bulk.csv" }, upload, CancellationToken.None))
                    .Value!
                    .Value
                    .Id
        );
    }

    private static async Task<T> InScopeAsync<T>(WebApplication app, Func<TenantScope, Task<T>> work)
    {
        await using var scope = await app.Services.GetRequiredService<TenantScopes>().OpenAsync(Registry.Organization);
        var result = await work(scope);
        await scope.CommitAsync();
        return result;
    }

    private static async Task RunJobsAsync(WebApplication app)
    {
        var runner = app.Services.GetRequiredService<JobRunner>();
        while (await runner.RunOnceAsync(JobLane.Interactive, default) || await runner.RunOnceAsync(JobLane.Bulk, default)) { }
    }
}

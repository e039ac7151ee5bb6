using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>
/// A run that brings items up to date is cut off at any moment, by its worker or by the database server, with facts coming all the
/// while: nothing is lost, nothing is there twice, the kept items are those of a look at everything, and the ledger closes.
/// </summary>
public sealed class KilledRunTests(OwnApi one, ITestOutputHelper output) : IClassFixture<OwnApi>
{
    private const int Kills = 20;

    /// <summary>Longer than a run.</summary>
    private const int MillisecondsMax = 150;

    [Fact]
    public async Task Twenty_kills_during_incremental_runs_leave_what_a_whole_run_finds()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"PAGODIGITALE_SEED={seed}");
        var random = new Random(seed);
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.ReconcileAsync();
        await KeptItems.ShouldBeThoseOfAWholeRunAsync(one.Api, scene.Organization);
        var (waiting, cut) = (new List<FlowFile>(), 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            await HappenAsync(scene, random, waiting);
            cut += await RunAndKillAsync(scene, random, byServer: kill % 2 == 0) ? 1 : 0;
            await scene.BalancedAsync();
        }
        output.WriteLine($"{cut} of {Kills} runs were cut off");

        await RestAsync(scene);

        await KeptItems.ShouldBeThoseOfAWholeRunAsync(one.Api, scene.Organization);
        var job = await scene.ReconcileAsync();
        job.Classes.Sum(c => c.Count).ShouldBe((await scene.ItemsAsync(job)).Count);
        (await scene.CountAsync("postings WHERE kind = 'transferred' AND")).ShouldBe(Kills - waiting.Count);
        (await scene.CountAsync("rendicontazioni WHERE state = 'matched' AND")).ShouldBe(Kills - waiting.Count);
        (await scene.CountAsync("positions WHERE state = 'reconciled' AND")).ShouldBe(2 * (Kills - waiting.Count));
        await scene.BalancedAsync();
        cut.ShouldBeGreaterThan(0);
    }

    /// <summary>A flow of two payments, one of them paid twice now and then, and the credit of this flow or of an earlier one.</summary>
    private static async Task HappenAsync(MoneyScene scene, Random random, List<FlowFile> waiting)
    {
        var (first, second) = (await scene.PaidAsync(1_000 + random.Next(50)), await scene.PaidAsync(2_000));
        if (random.Next(4) == 0)
            await scene.ReceiveAsync(first with { ReceiptId = Guid.NewGuid().ToString("N") });
        var flow = scene.Flow(first.Row, second.Row);
        await scene.UploadAsync(flow);
        waiting.Add(flow);
        if (random.Next(3) == 0)
            return;
        var paidOut = waiting[random.Next(waiting.Count)];
        waiting.Remove(paidOut);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, paidOut.Sum, paidOut.FlussoId));
    }

    /// <returns>Whether it was still at work.</returns>
    private async Task<bool> RunAndKillAsync(MoneyScene scene, Random random, bool byServer)
    {
        using var stop = new CancellationTokenSource();
        var runner = one.Api.Services.GetRequiredService<JobRunner>();
        var run = runner.RunOnceAsync(JobLane.Bulk, stop.Token);
        await Task.WhenAny(run, Task.Delay(random.Next(1, MillisecondsMax)));
        var isCut = !run.IsCompleted;
        if (byServer)
            await scene.Positions.QueryAsync<string>(
                """
                SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle' AND query NOT LIKE '%jobs%'
                """
            );
        else
            await stop.CancelAsync();
        try
        {
            await run;
        }
        catch (OperationCanceledException)
        {
            // The claim itself was cut off.
        }
        return isCut;
    }

    /// <summary>Until no job waits, those included that are tried again after a pause.</summary>
    private async Task RestAsync(MoneyScene scene)
    {
        for (var waited = 0; ; waited++)
        {
            await scene.Positions.QueryAsync<string>("UPDATE jobs SET lease_until = now() WHERE state = 'running' RETURNING job_id::text");
            await one.Api.RunJobsAsync();
            var left = await scene.Positions.QueryAsync<string>("SELECT count(*)::text FROM jobs WHERE state IN ('queued', 'running')");
            if (int.Parse(left.Single(), CultureInfo.InvariantCulture) == 0)
                return;
            waited.ShouldBeLessThan(100, "jobs are left");
        }
    }
}

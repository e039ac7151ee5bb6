using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Reversali;

/// <summary>
/// The job that goes on with a long statement is cut off at any moment, by its worker or by the database server: each transfer is booked
/// once, numbers have no gaps, and each debt is told as settled once.
/// </summary>
public sealed class KilledReversaliTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Kills = 20;
    private const int Flows = 61;

    /// <summary>Longer than a portion.</summary>
    private const int MillisecondsMax = 80;

    private TestApi _api = null!;

    /// <summary>A call issues one, a portion of the job five.</summary>
    public async Task InitializeAsync() => _api = await TestApi.StartAsync(("PagoDigitale:Reversali:PaymentsAtOnceMax", "1"));

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Twenty_kills_leave_each_transfer_booked_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"PAGODIGITALE_SEED={seed}");
        var random = new Random(seed);
        var scene = await MoneyScene.CreateAsync(_api);
        var lines = new List<StatementLineRow>();
        for (var flow = 0; flow < Flows; flow++)
        {
            var file = scene.Flow((await scene.PaidAsync(1_000 + flow)).Row);
            await scene.UploadAsync(file);
            lines.Add(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        }
        var statement = await scene.UploadAsync([.. lines]);
        await scene.ReconcileAsync();

        var outcome = await scene.IssueAsync(statementId: statement.Id);
        (outcome.Items.Count, outcome.RemainingCount).ShouldBe((1, Flows - 1));
        var cut = 0;
        for (var kill = 0; kill < Kills; kill++)
            cut += await RunAndKillAsync(scene, random, byServer: kill % 2 == 0) ? 1 : 0;
        output.WriteLine($"{cut} of {Kills} runs were cut off");
        await DueAsync(scene);
        await _api.RunJobsAsync();

        cut.ShouldBeGreaterThan(0);
        (
            await scene.Positions.QueryAsync<int>($"SELECT number FROM reversali WHERE organization_id = '{scene.Organization}' ORDER BY 1")
        ).ShouldBe(Enumerable.Range(1, Flows));
        (await scene.BalanceAsync("treasury")).ShouldBe(Enumerable.Range(1_000, Flows).Sum());
        foreach (var type in new[] { "reversale.issued", "position.settled" })
            (await scene.CountAsync($"events WHERE type = '{type}' AND")).ShouldBe(Flows, type);
        (await scene.CountAsync("rendicontazioni WHERE NOT is_accounted AND")).ShouldBe(0);
        await scene.BalancedAsync();
    }

    /// <returns>Whether it was still at work.</returns>
    private async Task<bool> RunAndKillAsync(MoneyScene scene, Random random, bool byServer)
    {
        await DueAsync(scene);
        using var stop = new CancellationTokenSource();
        var run = _api.Services.GetRequiredService<JobRunner>().RunOnceAsync(JobLane.Bulk, stop.Token);
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

    /// <summary>Nobody waits for a lease to end, or a pause; nor is it given up because it was cut off often.</summary>
    private static Task DueAsync(MoneyScene scene) =>
        scene.Positions.SqlAsync(
            $"""
            UPDATE jobs SET lease_until = {TestClock.NowSql}, run_after = {TestClock.NowSql}, attempts = 0
            WHERE state IN ('queued', 'running')
            """
        );
}

using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

/// <summary>What arrives while a run is at work is found by a run that began after it: nothing stays unmatched, no item stale.</summary>
public sealed class UploadsDuringRunTests(OneApi one, ITestOutputHelper output) : IClassFixture<OneApi>
{
    private static readonly TimeSpan WaitMax = TimeSpan.FromMinutes(2);

    [Theory]
    [InlineData("begun")]
    [InlineData("matched")]
    public async Task What_comes_in_the_middle_of_a_run_is_reconciled_by_the_next(string phase)
    {
        var scene = await ReconcilingAsync();
        await using var begun = await HoldAsync(
            $"SELECT pg_advisory_xact_lock_shared(hashtextextended('reconciliation-receipts/{scene.Organization}', 0))"
        );
        await UploadAsync(scene, await TripleAsync(scene, 1));
        var run = one.Api.RunJobsAsync();
        await UntilAsync(
            scene,
            "SELECT count(*) FROM reconciliation_jobs WHERE organization_id = '{0}' AND external_id = 'automatic' AND state = 'running'",
            1
        );
        if (phase == "matched")
        {
            await using var classifying = await HoldAsync(
                $"SELECT FROM reconciliation_jobs WHERE organization_id = '{scene.Organization}' AND external_id = 'automatic' FOR UPDATE"
            );
            await begun.DisposeAsync();
            await UntilAsync(scene, "SELECT count(*) FROM bank_movements WHERE organization_id = '{0}' AND state = 'matched'", 1);
            await UploadAsync(scene, await TripleAsync(scene, 2));
        }
        else
        {
            var late = await TripleAsync(scene, 2);
            // The receipt of a held barrier can be taken too: it is the run that waits.
            await UploadAsync(scene, late);
            await begun.DisposeAsync();
        }
        await run;

        await RestAsync();
        await NothingIsLeftAsync(scene, 2);
    }

    [Fact]
    public async Task Hundreds_of_uploads_in_random_order_beside_the_runs_leave_nothing_unmatched_or_stale()
    {
        const int Triples = 90;
        const int Uploaders = 3;
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var scene = await ReconcilingAsync();
        var uploads = new List<Func<Task>>();
        for (var i = 1; i <= Triples; i++)
            uploads.AddRange(Parts(scene, await TripleAsync(scene, i)));
        var shuffled = uploads.ToArray();
        random.Shuffle(shuffled);
        var pauses = shuffled.Select(_ => random.Next(12)).ToArray();
        using var done = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 2).Select(_ => WorkAsync(done.Token)).ToList();

        await Task.WhenAll(
            Enumerable
                .Range(0, Uploaders)
                .Select(async u =>
                {
                    for (var i = u; i < shuffled.Length; i += Uploaders)
                    {
                        await Task.Delay(pauses[i]);
                        await shuffled[i]();
                    }
                })
        );

        await done.CancelAsync();
        await Task.WhenAll(workers);
        await RestAsync();
        await NothingIsLeftAsync(scene, Triples);
    }

    private async Task<MoneyScene> ReconcilingAsync()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.ReconcileAsync();
        return scene;
    }

    private static async Task<(Paid Paid, FlowFile Flow)> TripleAsync(MoneyScene scene, int number)
    {
        var owed = await scene.OwedAsync(1_000 + number);
        return (owed, scene.Flow(owed.Row));
    }

    private static async Task UploadAsync(MoneyScene scene, (Paid, FlowFile) triple)
    {
        foreach (var part in Parts(scene, triple))
            await part();
    }

    private static Func<Task>[] Parts(MoneyScene scene, (Paid Paid, FlowFile Flow) triple) =>
        [
            () => scene.ReceiveAsync(triple.Paid),
            () => scene.UploadAsync(triple.Flow),
            () => scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, triple.Flow.Sum, triple.Flow.FlussoId)),
        ];

    private async Task WorkAsync(CancellationToken ct)
    {
        var runner = one.Api.Services.GetRequiredService<JobRunner>();
        while (!ct.IsCancellationRequested)
            if (!await runner.RunOnceAsync(CancellationToken.None))
                await Task.Delay(5, CancellationToken.None);
    }

    /// <summary>Until no job waits, those included that are tried again after a pause.</summary>
    private async Task RestAsync()
    {
        await using var source = NpgsqlDataSource.Create(one.Api.ConnectionString);
        await WaitAsync(async () =>
        {
            await one.Api.RunJobsAsync();
            await using var command = source.CreateCommand("SELECT count(*) FROM jobs WHERE state IN ('queued', 'running')");
            return (long)(await command.ExecuteScalarAsync())! == 0;
        });
    }

    private static async Task NothingIsLeftAsync(MoneyScene scene, int triples)
    {
        (await scene.CountAsync("bank_movements WHERE state <> 'matched' AND")).ShouldBe(0);
        (await scene.CountAsync("rendicontazioni WHERE movement_id IS NULL AND")).ShouldBe(0);
        (await scene.CountAsync("positions WHERE state = 'reconciled' AND")).ShouldBe(triples);
        var jobs = (await scene.Client.ReconciliationJobs.ListAsync(scene.Organization)).Items;
        var last = jobs.Single(j => j.ExternalId == "automatic");
        last.State.ShouldBe("completed");
        last.Classes.Select(c => (c.Class, c.Count)).ShouldBe([("IUD_RT_IUF_TES", triples)]);
        await scene.BalancedAsync();
    }

    private static Task UntilAsync(MoneyScene scene, string sql, long count) =>
        WaitAsync(async () =>
            (await scene.Positions.QueryAsync<long>(string.Format(CultureInfo.InvariantCulture, sql, scene.Organization))).Single() == count
        );

    private static async Task WaitAsync(Func<Task<bool>> isSo)
    {
        var waited = Stopwatch.StartNew();
        while (!await isSo())
        {
            waited.Elapsed.ShouldBeLessThan(WaitMax, "waited too long");
            await Task.Delay(20);
        }
    }

    private async Task<Held> HoldAsync(string sql)
    {
        var connection = new NpgsqlConnection(one.Api.ConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync();
        return new(connection);
    }

    /// <summary>A lock, until it is disposed of.</summary>
    private sealed class Held(NpgsqlConnection connection) : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}

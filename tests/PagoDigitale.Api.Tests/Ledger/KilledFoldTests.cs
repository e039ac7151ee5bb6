using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>
/// Debts, receipts and folds at once, whose connections to the database are cut in the middle, twenty times: what was committed is in the
/// balances once, and what was not is not.
/// </summary>
public sealed class KilledFoldTests(OwnApi own, ITestOutputHelper output) : IClassFixture<OwnApi>
{
    private const int Kills = 20;
    private const int Writers = 4;

    [Fact]
    public async Task Whatever_is_cut_in_the_middle_balances_are_what_was_posted()
    {
        var scene = await MoneyScene.CreateAsync(own.Api);
        using var stop = new CancellationTokenSource();
        var failed = 0;
        var work = Enumerable
            .Range(0, Writers)
            .Select(_ => RepeatAsync(() => scene.PaidAsync(1_000), stop.Token))
            .Append(RepeatAsync(() => scene.FoldAsync(), stop.Token))
            .Append(RepeatAsync(() => scene.FoldAsync(), stop.Token))
            .Append(RepeatAsync(async () => await scene.Positions.PayOutsideAsync(await scene.Positions.CreateAsync()), stop.Token))
            .ToList();
        await using var source = NpgsqlDataSource.Create(own.Api.ConnectionString);
        var cut = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            // Until something is being written at this moment: a wait for a state, with an end.
            for (var look = 0; look < 500 && await CutAsync(source) is var ended; look++)
                if ((cut += ended) > kill)
                    break;
        }
        await stop.CancelAsync();
        await Task.WhenAll(work);
        output.WriteLine($"{cut} connections cut, {failed} calls failed");

        cut.ShouldBeGreaterThanOrEqualTo(Kills);
        (await scene.CountAsync("postings WHERE")).ShouldBeGreaterThan(0);
        (await BalanceTable.DifferencesAsync(source, scene.Organization, "while some waited")).ShouldBeEmpty();
        await scene.FoldAsync();
        (await BalanceTable.DifferencesAsync(source, scene.Organization, "when all were folded")).ShouldBeEmpty();
        (await scene.CountAsync("posting_tail WHERE")).ShouldBe(0);
        await scene.BalancedAsync();

        async Task RepeatAsync(Func<Task> call, CancellationToken ct)
        {
            while (!ct.IsCancellationRequested)
                try
                {
                    await call();
                }
                catch (Exception error) when (error is not OutOfMemoryException)
                {
                    Interlocked.Increment(ref failed);
                }
        }
    }

    /// <summary>Ends one connection that is in the middle of writing postings or of folding them.</summary>
    private static async Task<int> CutAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            SELECT count(pg_terminate_backend(pid)) FROM (
                SELECT pid FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL
                  AND (query LIKE '%posting_tail%' OR query LIKE '%accertamento_changes%') ORDER BY random() LIMIT 1) w
            """
        );
        return (int)(long)(await command.ExecuteScalarAsync())!;
    }
}

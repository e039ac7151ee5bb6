using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Platform.Database;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>
/// No statement of any operation, question of the node or job reads far beyond what it is about, whatever the planner knows
/// of the tables (specs/decisions/0010-plans.md). Judged by the pages and rows that were touched, never by time.
/// </summary>
public sealed class PlanTests(ITestOutputHelper output)
{
    private const int Copies = 200;
    private const int SmallFile = 12;
    private const int LargeFile = 200;

    private const string IsUnknown = """
        SELECT bool_and(reltuples = -1) FROM pg_class WHERE relname IN ('positions', 'instalments', 'transfers', 'allocations', 'receipts',
            'postings')
        """;

    private const string Idle = """
        SELECT indexrelname FROM pg_stat_user_indexes s JOIN pg_index x USING (indexrelid) WHERE idx_scan = 0 AND NOT indisunique
            ORDER BY relname, indexrelname
        """;

    [Fact]
    public async Task Every_operation_and_job_reads_little_whether_statistics_are_absent_fresh_or_stale()
    {
        await using var server = await PlanServer.StartAsync();
        using var http = server.Api.UncheckedHttp();
        http.DefaultRequestHeaders.Authorization = new("Bearer", await server.Api.TokenAsync());
        var (verdict, clock) = (new Verdict(), Stopwatch.StartNew());

        // Absent: the tables were never looked at, and connections keep the plans they made while they were small. The application
        // looks by itself, as its clock has it do every five seconds.
        var first = await PlanStory.BeginAsync(server, http);
        await first.TellAsync(SmallFile);
        await Crowd.MultiplyAsync(server, first.Caller.Organization, Copies);
        (await server.QueryAsync<bool>(IsUnknown)).ShouldBe([true]);
        await server.Api.Services.GetRequiredService<KnowTableSizes>().RunOnceAsync(CancellationToken.None);
        await server.ReadAsync("looking");
        await TellAsync(first, "absent");

        await server.ExecuteAsync("ANALYZE");
        await TellAsync(first, "fresh");

        // Stale: another organization's first load, of which the statistics know nothing.
        var second = await PlanStory.BeginAsync(server, http);
        await Crowd.LoadAsync(server, first.Caller.Organization, second.Caller.Organization);
        (
            await server.QueryAsync<bool>(
                $"""
                SELECT '{second.Caller.Organization}' = ANY (most_common_vals::text::text[]) FROM pg_stats
                WHERE tablename = 'positions' AND attname = 'organization_id'
                """
            )
        ).ShouldBe([false]);
        await server.ReadAsync("loading");
        await TellAsync(second, "stale");
        output.WriteLine($"indexes never used: {string.Join(", ", await server.QueryAsync<string>(Idle))}");

        verdict.ShouldSatisfyAllConditions(
            _ =>
                OpenApiContract
                    .Instance.Operations.Select(o => o.OperationId)
                    .Except(second.Caller.Called)
                    .ShouldBeEmpty("the story leaves them out"),
            v => v.Offences.ShouldBeEmpty(string.Join('\n', v.Offences)),
            v =>
                KnownReader
                    .All.Where(k => k.IsAlwaysSo)
                    .Except(v.Used)
                    .ShouldBeEmpty("they read little: let the test see when they do no more")
        );

        async Task TellAsync(PlanStory story, string statistics)
        {
            story.Caller.Verdict = verdict;
            verdict.Statistics = statistics;
            var before = verdict.Offences.Count;
            await story.TellAsync(LargeFile);
            foreach (var offence in verdict.Offences.Skip(before))
                output.WriteLine(offence);
            output.WriteLine(
                $"{clock.Elapsed.TotalSeconds:0} s, {statistics}: {server.Seen} statements so far were looked at, "
                    + $"{verdict.Offences.Count} of them read too much"
            );
        }
    }
}

using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.Reconcile;

/// <summary>
/// The first reconciliation of --rows payments with their receipts, rendicontazioni and statement, against one SQL join over the same
/// rows, asked for and read as the application asks and reads (its role, its settings, a value for every column), which writes nothing;
/// what the writes alone cost is printed beside it, and when the job that follows a large run has marked the last of its debts. Then the
/// run again with nothing new, and one new flow of fifty payments in that archive, all of it open, against the same flow in a body of
/// fifty payments; last, how many such flows are taken in a second. --flows-only N: nothing else, of so many flows. --grow N: also the
/// first run of N times as many payments. --open N: that many more payments whose money has not come.
/// </summary>
public sealed class ReconcileBenchmark : IBenchmark
{
    private const double Goal = 5;
    private const double GrowthGoal = 4.5;
    private const double IncrementGoal = 2;
    private const int Rounds = 5;
    private const int FlowPayments = 50;

    private static readonly string[] Organizations = ["01234567897", "01234567898", "01234567899"];

    public string Name => "reconcile";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var (rows, grow, open) = (Option(options, "rows", 250_000), Option(options, "grow", 0), Option(options, "open", 0));
        await using var server = await MeasuredServer.StartAsync();
        await MigrationRunner.RunAsync(server.ConnectionString);
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionString};Command Timeout=0");
        await using var app = await RealApi.BuildAsync(server.ConnectionString);
        var archive = new Archive.Archive(server.ConnectionString);
        await archive.RegisterAsync(Organizations);
        var (large, small) = (new Body(app, archive, Organizations[0]), new Body(app, archive, Organizations[1]));
        await small.FillAsync(FlowPayments, Stage.Announced);
        await small.ReconcileAsync();
        await large.FillAsync(rows, Stage.Announced);
        await archive.SettleAsync();
        if (Option(options, "flows-only", 0) > 0)
        {
            await large.ReconcileAsync();
            await large.FlowsAsync(1, FlowPayments);
            await FlowsAsync(source, large, Option(options, "flows-only", 0));
            return true;
        }

        var join = await MedianAsync(large.JoinAsync);
        var (first, marked, job) = await large.ReconcileAsync();
        Say($"first run of {rows} payments: {first:0.00} s, {job.Counts.Items} items, {job.Counts.Regular} of them regular");
        Say($"its debts marked as reconciled, each told by an event: after {marked:0.00} s");
        Say(
            $"one join over the same rows: {join:0.00} s; what the run wrote, written once more: {await WritesAsync(source, large):0.00} s"
        );
        var again = await MedianAsync(async () => (await large.ReconcileAsync()).Seconds);
        Say($"run again, nothing new: {again:0.000} s");
        var grown = grow > 1 ? await GrownAsync(app, archive, rows * grow) / first : 0;
        if (grow > 1)
            Say($"first run of {grow} times as many: {grown:0.00} times as long (goal {GrowthGoal} for 4)");
        if (open > 0)
            await large.FillAsync(open, Stage.Reported);
        if (open > 0)
            Say($"{open} payments more whose money has not come, in {(await large.ReconcileAsync()).Seconds:0.00} s");
        var increment = await IncrementAsync(large, small);
        await FlowsAsync(source, large, Option(options, "flows", 40));

        var ratio = first / join;
        var passed = ratio <= Goal && increment <= IncrementGoal && (grow != 4 || grown <= GrowthGoal);
        Say($"reconcile ratio={ratio:0.00} goal={Goal} {(passed ? "pass" : "fail")}");
        return passed;
    }

    /// <summary>Rendicontazioni as they come, without a run: one after the other, and all at once.</summary>
    private static async Task FlowsAsync(NpgsqlDataSource source, Body body, int flows)
    {
        var time = await ProcessorTime.OfAsync(source);
        foreach (var callers in (int[])[1, 8])
        {
            var files = await body.FlowsAsync(flows, FlowPayments);
            time.Begin();
            var seconds = await body.TakeFlowsAsync(files, callers);
            var (here, database) = time.PerCall(flows);
            Say($"flows of {FlowPayments} payments taken, {callers} at once: {flows / seconds:0.0} a second");
            Say($"  processor time of each: {here / 1000:0.0} ms here, {database / 1000:0.0} ms of the server");
        }
    }

    /// <summary>The flow in the archive against the flow in the small body, by turns.</summary>
    private static async Task<double> IncrementAsync(Body large, Body small)
    {
        var (there, here) = (new List<double>(), new List<double>());
        // The first is not counted: its statements are prepared.
        for (var round = 0; round <= Rounds; round++)
        {
            var (big, little) = (await large.TakeNewFlowAsync(FlowPayments), await small.TakeNewFlowAsync(FlowPayments));
            if (round == 0)
                continue;
            there.Add(big);
            here.Add(little);
        }
        var increment = Median(there) / Median(here);
        Say($"new flow of {FlowPayments}: {Median(there):0.000} s there, {Median(here):0.000} s alone, {increment:0.00} times (goal 2)");
        return increment;
    }

    private static async Task<double> GrownAsync(WebApplication app, Archive.Archive archive, int rows)
    {
        var body = new Body(app, archive, Organizations[2]);
        await body.FillAsync(rows, Stage.Announced);
        await archive.SettleAsync();
        var (seconds, _, _) = await body.ReconcileAsync();
        Say($"first run of {rows} payments: {seconds:0.00} s");
        return seconds;
    }

    /// <summary>The items and events into tables like theirs, and the states of debts and positions once more; undone again.</summary>
    private static async Task<double> WritesAsync(NpgsqlDataSource source, Body body)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (
            var make = new NpgsqlCommand(
                """
                CREATE TABLE items_again (LIKE reconciliation_items INCLUDING ALL);
                CREATE TABLE events_again (LIKE events INCLUDING ALL);
                """,
                connection
            )
        )
            await make.ExecuteNonQueryAsync();
        var watch = Stopwatch.StartNew();
        foreach (
            var sql in (string[])
                [
                    "INSERT INTO items_again SELECT * FROM reconciliation_items WHERE organization_id = $1",
                    """
                        INSERT INTO events_again (organization_id, event_id, type, subject_type, subject_id, subject_hash, data,
                            occurred_at)
                        SELECT organization_id, event_id, type, subject_type, subject_id, subject_hash, data, occurred_at
                        FROM events
                        WHERE organization_id = $1 AND type = 'position.reconciled'
                        """,
                    "UPDATE instalments SET state = 'reported' WHERE organization_id = $1 AND state = 'reconciled'",
                    "UPDATE positions SET state = 'reported', version = version + 1 WHERE organization_id = $1 AND state = 'reconciled'",
                ]
        )
        {
            var one = Stopwatch.StartNew();
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new() { Value = body.Organization });
            var count = await command.ExecuteNonQueryAsync();
            Say($"  {sql.TrimStart().Split(' ')[0]} {sql.TrimStart().Split(' ')[2]}: {count} in {one.Elapsed.TotalSeconds:0.00} s");
        }
        var seconds = watch.Elapsed.TotalSeconds;
        await transaction.RollbackAsync();
        return seconds;
    }

    private static async Task<double> MedianAsync(Func<Task<double>> measure)
    {
        var rounds = new List<double>();
        for (var round = 0; round < Rounds; round++)
            rounds.Add(await measure());
        return Median(rounds);
    }

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

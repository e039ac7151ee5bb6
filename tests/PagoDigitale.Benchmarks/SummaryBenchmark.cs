using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Ledger;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Tenancy;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks;

/// <summary>
/// The figures over the whole history, read from the real api over HTTP, of an organization with --rows postings: with nothing that
/// waits for the balances, and with what a busy second leaves (--waiting debts). Besides what keeping them costs who posts. The ratio is
/// the slowest median in units of the goal, ten milliseconds. Arguments: --rows N, --waiting N, --calls N of each, --rounds N.
/// </summary>
public sealed class SummaryBenchmark : IBenchmark
{
    private const double GoalMilliseconds = 10;
    private const int PostingsOfPayment = 3;
    private const string Organization = "01234567897";

    private static readonly (string Operation, string Path)[] _reads =
    [
        ("readTrialBalance", "ledger/trial-balance"),
        ("readCollectionSummary", "ledger/collection-summary"),
        ("readCollectionByMonth", "ledger/collection-by-month?year=2026"),
        ("listCorrectionCases", "ledger/correction-cases"),
        ("listAccertamenti", "accertamenti?limit=5"),
        ("listAccertamenti, page of 200", "accertamenti?limit=200"),
    ];

    public string Name => "summary";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var (rows, waiting) = (Option(options, "rows", 1_000_000), Option(options, "waiting", 100));
        var (calls, rounds) = (Option(options, "calls", 100), Option(options, "rounds", 5));
        await using var server = await MeasuredServer.StartAsync(("shared_buffers", "512MB"));
        await MigrationRunner.RunAsync(server.ConnectionString);
        await FillAsync(server.ConnectionString, rows);
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionString};Command Timeout=0");
        await using var api = await RealApi.StartAsync(server.ConnectionString, "web");
        await BeforeAsync(source);
        await TimedAsync("balances made anew", () => api.Services.GetRequiredService<FoldBalances>().RunOnceAsync(CancellationToken.None));
        await TimedAsync("ledger proved", () => api.Services.GetRequiredService<ProveLedgers>().RunOnceAsync(CancellationToken.None));
        await ExecuteAsync(source, "VACUUM (ANALYZE) posting_totals, posting_balances, accertamento_shares, accertamento_balances");

        var http = api.Http;
        Console.WriteLine(await BalancedAsync(http));
        var worst = await ReadsAsync(http, calls, rounds, "nothing waits");
        await WaitAsync(api.Services.GetRequiredService<TenantScopes>(), waiting);
        worst = Math.Max(worst, await ReadsAsync(http, calls, rounds, Text($"{waiting} debts wait")));
        await TimedAsync("folded", () => api.Services.GetRequiredService<FoldBalances>().RunOnceAsync(CancellationToken.None));
        await CostAsync(api.Services.GetRequiredService<TenantScopes>(), source, 10 * calls, rounds);
        var ratio = worst / GoalMilliseconds;
        Console.WriteLine(Text($"summary ratio={ratio:F2} goal=1 {(ratio <= 1 ? "pass" : "fail")}"));
        return ratio <= 1;
    }

    private static async Task FillAsync(string connectionString, int postings)
    {
        var archive = new Archive.Archive(connectionString);
        await archive.RegisterAsync(Organization);
        // Half of the debts are paid and have come all the way.
        var payments = postings / (PostingsOfPayment + 1);
        await TimedAsync(
            Text($"archive of {payments} payments and as many unpaid debts"),
            async () =>
            {
                await archive.FillAsync(
                    new ArchiveShape
                    {
                        Organization = Organization,
                        Payments = payments,
                        Unpaid = payments,
                        Stage = Stage.Accounted,
                        HasEvents = false,
                    }
                );
                await archive.SettleAsync();
                return payments;
            }
        );
    }

    /// <summary>What each reading did before: all postings summed.</summary>
    private static async Task BeforeAsync(NpgsqlDataSource source)
    {
        var times = new List<double>();
        for (var i = 0; i < 3; i++)
        {
            var watch = Stopwatch.StartNew();
            await ExecuteAsync(
                source,
                $"""
                SELECT kind, debit, credit, sum(amount_cents), count(*) FROM postings WHERE organization_id = '{Organization}'
                GROUP BY kind, debit, credit
                """
            );
            times.Add(watch.Elapsed.TotalMilliseconds);
        }
        Console.WriteLine(Text($"for comparison, all postings summed by kind and accounts: {Median(times):F0} ms"));
    }

    /// <returns>The slowest of the medians.</returns>
    private static async Task<double> ReadsAsync(HttpClient http, int calls, int rounds, string when)
    {
        var medians = _reads.ToDictionary(r => r.Operation, _ => new List<double>());
        // One round more than is counted: what is called the first time is compiled and planned.
        for (var round = 0; round <= rounds; round++)
            foreach (var (operation, path) in _reads)
            {
                var times = new List<double>();
                for (var call = 0; call < calls; call++)
                {
                    var watch = Stopwatch.StartNew();
                    using var answer = await http.GetAsync(new Uri($"v1/organizations/{Organization}/{path}", UriKind.Relative));
                    answer.EnsureSuccessStatusCode();
                    await answer.Content.ReadAsByteArrayAsync();
                    times.Add(watch.Elapsed.TotalMilliseconds);
                }
                if (round > 0)
                    medians[operation].Add(Median(times));
            }
        foreach (var (operation, _) in _reads)
            Console.WriteLine(Text($"{when}: {operation} {Median(medians[operation]):F2} ms"));
        return medians.Values.Max(Median);
    }

    private static async Task<string> BalancedAsync(HttpClient http)
    {
        var balance = await http.GetFromJsonAsync<JsonNode>($"v1/organizations/{Organization}/ledger/trial-balance");
        var off = balance!["controls"]!
            .AsArray()
            .Where(c => c!["differenceCents"]!.GetValue<long>() != 0)
            .Select(c => $"{c!["name"]} {c["differenceCents"]}")
            .ToList();
        return off.Count == 0 ? "every control holds" : $"controls off: {string.Join(", ", off)}";
    }

    /// <summary>What so many debts leave whose amount was changed by a cent.</summary>
    private static async Task WaitAsync(TenantScopes tenants, int debts)
    {
        await using var unit = await tenants.OpenAsync(Organization);
        await unit.Get<LedgerWriter>()
            .PostSelectedAsync(
                PostingRules.ChangeAmount(new Shares(1), new Shares(2)).Single(),
                "benchmark",
                $"""
                SELECT row_number() OVER () AS place, 1 AS cents, position_id, instalment_id, NULL::smallint AS transfer_index
                FROM (SELECT position_id, instalment_id FROM door.instalments
                    WHERE organization_id = $1 AND receipt_record_id IS NOT NULL ORDER BY instalment_id DESC LIMIT {debts}) i
                """,
                default
            );
        await unit.CommitAsync();
    }

    /// <summary>Transactions of two postings, with and without what is noted for the balances, by turns.</summary>
    private static async Task CostAsync(TenantScopes tenants, NpgsqlDataSource source, int calls, int rounds)
    {
        var (kept, bare) = (new List<double>(), new List<double>());
        var (keptCost, bareCost) = (new List<double>(), new List<double>());
        var cost = await ProcessorTime.OfAsync(source);
        for (var round = 0; round <= rounds; round++)
        {
            cost.Begin();
            var withBalances = await PostAsync(
                tenants,
                calls,
                unit =>
                    unit.Get<LedgerWriter>()
                        .PostAsync(
                            PostingRules.Pay(new Shares(100), new Shares(150)),
                            new(Guid.CreateVersion7(), Guid.CreateVersion7(), Reference: "rcp_benchmark"),
                            default
                        )
            );
            var database = cost.PerCall(calls).Database;
            cost.Begin();
            var without = await PostAsync(tenants, calls, unit => unit.Session.ExecuteAsync(Bare, default, Values(unit.Session)));
            if (round == 0)
                continue;
            kept.Add(withBalances);
            bare.Add(without);
            keptCost.Add(database);
            bareCost.Add(cost.PerCall(calls).Database);
        }
        Console.WriteLine(
            Text($"a transaction of two postings, one connection: {Median(kept):F2} ms with balances, {Median(bare):F2} ms without; ")
                + Text($"of the server's processor {Median(keptCost):F0} us and {Median(bareCost):F0} us")
        );
    }

    private const string Bare = """
        INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents,
            position_id, instalment_id, transfer_index, reference)
        SELECT $1, id, $2, kind, debit, credit, amount, position_id, instalment_id, transfer_index, reference
        FROM unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[],
                $8::uuid[], $9::uuid[], $10::smallint[], $11::text[])
            AS n(id, kind, debit, credit, amount, position_id, instalment_id, transfer_index, reference)
        """;

    private static object?[] Values(TenantSession session)
    {
        var (position, instalment) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        return
        [
            session.Organization,
            TimeProvider.System.GetUtcNow(),
            new[] { Guid.CreateVersion7(), Guid.CreateVersion7() },
            new[] { "paid", "paid" },
            new[] { "psp-clearing", "psp-clearing" },
            new[] { "receivables", "payer-credits" },
            new[] { 100L, 50L },
            new[] { position, position },
            new[] { instalment, instalment },
            new short?[] { null, null },
            new[] { "rcp_benchmark", "rcp_benchmark" },
        ];
    }

    /// <returns>Milliseconds of each.</returns>
    private static async Task<double> PostAsync(TenantScopes tenants, int calls, Func<TenantScope, Task> post)
    {
        var watch = Stopwatch.StartNew();
        for (var call = 0; call < calls; call++)
        {
            await using var unit = await tenants.OpenAsync(Organization);
            await post(unit);
            await unit.CommitAsync();
        }
        return watch.Elapsed.TotalMilliseconds / calls;
    }

    private static async Task TimedAsync(string what, Func<Task<int>> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        Console.WriteLine(Text($"{what}: {watch.Elapsed.TotalSeconds:F1} s"));
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

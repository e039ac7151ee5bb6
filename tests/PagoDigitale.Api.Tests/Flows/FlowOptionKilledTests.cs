using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using Xunit.Abstractions;
using GenerateFlow = PagoDigitale.Api.Features.Flows.Generation.GenerateFlow;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>
/// The generation of a file with payment options is cut off at any moment, by its worker or by the database server, while positions lie
/// across the borders of the chunks: each is there whole or not at all at every moment, and once in the end.
/// </summary>
public sealed class FlowOptionKilledTests(OwnApi one, ITestOutputHelper output) : IClassFixture<OwnApi>
{
    private const int Kills = 20;
    private const int ChunkRows = 2;
    private const int Positions = 200;
    private const int Alone = 30;

    [Fact]
    public async Task Twenty_kills_leave_each_position_whole_and_there_once()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Environment.TickCount;
        output.WriteLine($"PAGODIGITALE_SEED={seed}");
        var random = new Random(seed);
        var scene = await FlowScene.CreateAsync(one.Api);
        var money = new MoneyScene(new PositionScene(one.Api, scene.Organization));
        var owed = Owed(random);
        var file = FileOf(owed, random);
        var flow = await scene.CheckedAsync(Encoding.UTF8.GetBytes(string.Join('\n', file)));
        flow.Counts.Valid.ShouldBe(file.Length - 1);
        await scene.Flows.ConfirmAsync(scene.Organization, flow.Id);
        // However fast the machine is: a run that was killed before it made anything lets the next ones live longer.
        var (cut, made, millisecondsMax) = (0, 0, 40);
        for (var kill = 0; kill < Kills; kill++)
        {
            cut += await RunAndKillAsync(scene, flow, random.Next(1, millisecondsMax), byServer: random.Next(2) == 0) ? 1 : 0;
            await ShouldBeWholeAsync(scene, money, owed);
            var madeBefore = made;
            made = (await scene.Flows.ReadAsync(scene.Organization, flow.Id)).Counts.Generated;
            if (made == madeBefore)
                millisecondsMax += 20;
        }
        output.WriteLine($"{cut} of {Kills} runs were cut off; {made} of {file.Length - 1} rows were made by then");
        cut.ShouldBeGreaterThan(0);
        made.ShouldBeGreaterThan(0);

        await one.Api.RunJobsAsync();

        var done = await scene.Flows.ReadAsync(scene.Organization, flow.Id);
        var cents = owed.Sum(o => o.Options[0].Sum());
        (done.State, done.Counts.Generated, done.Amounts.GeneratedCents).ShouldBe(("completed", file.Length - 1, cents));
        await ShouldBeWholeAsync(scene, money, owed);
        (await MadeAsync(scene)).Order(StringComparer.Ordinal).ShouldBe(owed.Select(Shape).Order(StringComparer.Ordinal));
        (await money.BalanceAsync("receivables")).ShouldBe(cents);
        (await scene.OutcomeAsync(done)).TrimStart('\ufeff').TrimEnd().Split("\r\n").Skip(1).ShouldBe(await ExpectedAsync(scene, file));
        var told = await money.Positions.SaidAsync("type = 'flow.positions-created'");
        told.Sum(e => e["positionsCount"]!.GetValue<int>()).ShouldBe(owed.Count);
        told.Sum(e => e["amountCents"]!.GetValue<long>()).ShouldBe(cents);
        (await money.CountAsync("events WHERE type = 'flow.completed' AND")).ShouldBe(1);
    }

    /// <returns>Whether it was cut off: it may have come to its end before.</returns>
    private async Task<bool> RunAndKillAsync(FlowScene scene, Flow flow, int milliseconds, bool byServer)
    {
        using var stop = new CancellationTokenSource();
        var run = Task.Run(() => GenerateAsync(scene, flow, stop.Token));
        await Task.WhenAny(run, Task.Delay(milliseconds));
        // A connection between two transactions survives: the next look finds it at work.
        while (byServer && !run.IsCompleted)
        {
            await scene.ScalarAsync<long>(
                """
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
                """
            );
            await Task.WhenAny(run, Task.Delay(1));
        }
        await stop.CancelAsync();
        try
        {
            await run;
            return false;
        }
        catch (Exception killed) when (killed is OperationCanceledException or NpgsqlException)
        {
            output.WriteLine($"{(byServer ? "server" : "worker")}: {killed.Message}, after at most {milliseconds} ms");
            return true;
        }
    }

    private async Task GenerateAsync(FlowScene scene, Flow flow, CancellationToken ct)
    {
        PublicId.TryParse(flow.Id, "flw", out var id).ShouldBeTrue();
        var job = new Job(Guid.NewGuid(), GenerateFlow.Kind, scene.Organization, $$"""{"flowId":"{{id}}"}""", 1);
        await using var scope = one.Api.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<GenerateFlow>().RunAsync(job, ChunkRows, ct);
    }

    /// <summary>What is there is there with all its instalments and in the ledger, and its rows say so.</summary>
    private static async Task ShouldBeWholeAsync(FlowScene scene, MoneyScene money, List<Debt> owed)
    {
        var shapes = owed.ToDictionary(o => o.ExternalId, Shape);
        foreach (var made in await MadeAsync(scene))
            made.ShouldBe(shapes[made.Split(':')[0]]);
        (
            await scene.ScalarAsync<long>(
                """
                SELECT count(*) FROM (
                    SELECT r.external_id FROM flow_rows r
                        LEFT JOIN instalments i ON i.organization_id = r.organization_id AND i.instalment_id = r.instalment_id
                            AND i.position_id = r.position_id AND i.notice_number = r.notice_number
                            AND i.option_index = coalesce(r.option_index, 1) AND i.instalment_index = coalesce(r.instalment_index, 1)
                        LEFT JOIN positions p ON p.organization_id = r.organization_id AND p.external_id = r.external_id
                    WHERE r.organization_id = {org}
                    GROUP BY r.external_id
                    HAVING count(DISTINCT r.verdict) > 1
                        OR bool_or((r.verdict = 'generated') IS DISTINCT FROM (i.instalment_id IS NOT NULL))
                        OR bool_or(p.position_id IS DISTINCT FROM r.position_id)) torn
                """
            )
        ).ShouldBe(0);
        (
            await scene.ScalarAsync<bool>(
                """
                SELECT f.rows_generated = (SELECT count(*) FROM flow_rows r WHERE r.flow_id = f.flow_id AND r.verdict = 'generated')
                    AND f.rows_generated = (SELECT count(*) FROM instalments WHERE organization_id = {org})
                    AND f.rows_generated = (SELECT count(*) FROM transfers WHERE organization_id = {org})
                    AND f.rows_generated = (SELECT count(*) FROM allocations WHERE organization_id = {org})
                    AND f.rows_generated + f.rows_valid = f.rows_total AND f.generated_cents = (
                        SELECT coalesce(sum(amount_cents), 0) FROM postings WHERE organization_id = {org} AND kind = 'issued')
                FROM flows f WHERE f.organization_id = {org}
                """
            )
        ).ShouldBeTrue();
        await money.BalancedAsync();
    }

    /// <summary>Positions as <see cref="Shape"/> writes them, with what the ledger holds of them.</summary>
    private static async Task<string[]> MadeAsync(FlowScene scene) =>
        await scene.ScalarAsync<string[]>(
            """
            SELECT coalesce(array_agg(concat(p.external_id, ': ', p.amount_cents, ' = ',
                (SELECT sum(g.amount_cents) FROM postings g WHERE g.organization_id = {org} AND g.position_id = p.position_id
                    AND g.kind = 'issued'), ' ',
                (SELECT string_agg(concat(i.option_index, '.', i.instalment_index, '/', i.amount_cents), ' '
                        ORDER BY i.option_index, i.instalment_index)
                    FROM instalments i WHERE i.organization_id = {org} AND i.position_id = p.position_id))), '{}')
            FROM positions p WHERE p.organization_id = {org}
            """
        );

    /// <summary>The rows of the file, each with the notice and the IUV of its own instalment.</summary>
    private static async Task<List<string>> ExpectedAsync(FlowScene scene, string[] file)
    {
        var notices = await scene.ScalarAsync<string[]>(
            """
            SELECT array_agg(concat(p.external_id, ' ', i.option_index, '.', i.instalment_index, ' ', i.notice_number))
            FROM positions p JOIN instalments i USING (organization_id, position_id) WHERE p.organization_id = {org}
            """
        );
        notices.Select(n => n.Split(' ')[2]).Distinct().Count().ShouldBe(file.Length - 1);
        var byInstalment = notices.Select(n => n.Split(' ')).ToDictionary(n => $"{n[0]} {n[1]}", n => n[2]);
        return
        [
            .. file.Skip(1)
                .Select(row => (Row: row, Cells: row.Split(';')))
                .Select(r => (r.Row, Notice: byInstalment[$"{r.Cells[0]} {Number(r.Cells[6])}.{Number(r.Cells[7])}"]))
                .Select(r => $"{r.Row};generated;;;;;{r.Notice};{r.Notice[1..]};"),
        ];

        static string Number(string cell) => cell.Length == 0 ? "1" : cell;
    }

    private sealed record Debt(string ExternalId, bool IsAlone, long[][] Options);

    private static string Shape(Debt debt) =>
        $"{debt.ExternalId}: {debt.Options[0].Sum()} = {debt.Options[0].Sum()} "
        + string.Join(' ', debt.Options.SelectMany((option, o) => option.Select((cents, i) => $"{o + 1}.{i + 1}/{cents}")));

    /// <summary>The whole or rates, in the one order or the other; and debts of one row.</summary>
    private static List<Debt> Owed(Random random)
    {
        var owed = new List<Debt>();
        for (var number = 1; number <= Positions; number++)
        {
            var rates = Enumerable.Range(0, random.Next(2, 6)).Select(_ => 1L + random.Next(20_000)).ToArray();
            long[][] options =
            [
                [rates.Sum()],
                rates,
            ];
            random.Shuffle(options);
            owed.Add(new($"P-{number}", false, options));
        }
        owed.AddRange(
            Enumerable
                .Range(1, Alone)
                .Select(number => new Debt(
                    $"A-{number}",
                    true,
                    [
                        [1L + random.Next(20_000)],
                    ]
                ))
        );
        return owed;
    }

    /// <summary>The header, and the rows of all in any order.</summary>
    private static string[] FileOf(List<Debt> owed, Random random)
    {
        string[] rows =
        [
            .. owed.SelectMany(
                (debt, number) =>
                    debt.Options.SelectMany((option, o) => option.Select((cents, i) => Row(debt, number + 1, cents, o + 1, i + 1)))
            ),
        ];
        random.Shuffle(rows);
        return ["codice_esterno;codice_fiscale;nominativo;codice_servizio;importo;data_scadenza;opzione;rata", .. rows];
    }

    private static string Row(Debt debt, int number, long cents, int option, int instalment) =>
        $"{debt.ExternalId};{FlowScene.Entity(number)};Società {number};{FlowScene.Service};{cents / 100},{cents % 100:00};"
        + $"{instalment:00}/06/2030;{(debt.IsAlone ? "" : option)};{(debt.IsAlone ? "" : instalment)}";
}

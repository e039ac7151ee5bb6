using Npgsql;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios;

/// <summary>kill -9 of the api while it fetches, at any moment, and each flow is here once.</summary>
public sealed class FetchedThroughKillsTests : IAsyncLifetime
{
    private const int Kills = 8;
    private const int Flows = 60;
    private const int PaymentsPerFlow = 40;
    private const int Seed = 20261201;

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task Flows_survive_the_death_of_the_api_while_they_are_fetched()
    {
        await using var published = await FlowServer.StartAsync();
        // Slow enough to be killed in the middle.
        published.Delay = TimeSpan.FromMilliseconds(15);
        var random = new Random(Seed);
        var (code, fetchedAtKill) = ("", new List<long>());
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var api = await ApiProcess.StartAsync(_connectionString);
            using var client = api.Client();
            if (kill == 0)
            {
                code = (await TestOrganization.CreateAsync(client)).Code;
                foreach (var number in Enumerable.Range(100, Flows))
                    published.Publish(code, $"2026-11-30PSPTEST0001-{number}", PaymentsPerFlow, iurPrefix: $"F{number}");
                await client.Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = published.Url });
            }
            var before = await CountAsync("fetched");
            await UntilAsync(async () => await CountAsync("fetched") >= Math.Min(before + 2, Flows));
            await Task.Delay(random.Next(0, 60));
            await api.KillAsync();
            fetchedAtKill.Add(await CountAsync("fetched"));
        }
        fetchedAtKill[^2].ShouldBeLessThan(Flows, "the kills came too late to prove anything");

        await using (var last = await ApiProcess.StartAsync(_connectionString))
        {
            using var client = last.Client();
            var done = await client.Connections.CallAndWaitAsync(code, "fdr", TimeSpan.FromMinutes(2));

            (done.State, done.BacklogCount).ShouldBe(("working", 0));
            (await CountAsync("fetched")).ShouldBe(Flows);
            (await ScalarAsync("SELECT count(*) FROM rendicontazioni WHERE state = 'parsed'")).ShouldBe(Flows);
            (await ScalarAsync("SELECT count(DISTINCT flusso_id) FROM rendicontazioni")).ShouldBe(Flows);
            (await ScalarAsync("SELECT count(*) FROM rendicontazione_rows")).ShouldBe(Flows * PaymentsPerFlow);
            (await client.Ledger.ReadTrialBalanceAsync(code)).IsBalanced.ShouldBeTrue();
            (await client.Events.ListAsync(code, new() { Type = "published-flow.fetched", Limit = 200 })).Items.Count.ShouldBe(Flows);
        }
    }

    private Task<long> CountAsync(string state) => ScalarAsync($"SELECT count(*) FROM published_flows WHERE state = '{state}'");

    private async Task<long> ScalarAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(_connectionString);
        await using var command = source.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 1_200; i++)
        {
            if (await isSo())
                return;
            await Task.Delay(50);
        }
        throw new TimeoutException("It did not come to that within a minute.");
    }
}

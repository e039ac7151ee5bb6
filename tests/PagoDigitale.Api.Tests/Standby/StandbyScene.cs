using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Standby;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Standby;

/// <summary>An application with a primary and a standby that really follows it.</summary>
public sealed class StandbyScene : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    internal CountedReads Reads { get; } = new();

    public PrimaryAndStandby Servers { get; private set; } = null!;

    public TestApi Api { get; private set; } = null!;

    public PositionScene Positions { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Servers = await PrimaryAndStandby.StartAsync();
        Api = await StartAsync(await Servers.CreateDatabaseAsync("app"));
        await UntilAsync(StandbyState.Following);
        Positions = await PositionScene.CreateAsync(Api);
    }

    public async Task DisposeAsync()
    {
        Reads.Dispose();
        await Api.DisposeAsync();
        await Servers.DisposeAsync();
    }

    public static Task<TestApi> StartAsync((string Primary, string Standby) at) =>
        TestApi.OverAsync(
            at.Primary,
            ("ConnectionStrings:PagoDigitaleReads", at.Standby),
            ("PagoDigitale:Reads:LagSecondsMax", "1"),
            // A busy machine replays late: what the tests look at is where reads go, not how soon.
            ("PagoDigitale:Reads:WaitMilliseconds", "5000")
        );

    public Task UntilAsync(StandbyState state) => UntilAsync(Api, state);

    public static async Task UntilAsync(TestApi api, StandbyState state)
    {
        var watch = api.Services.GetRequiredService<StandbyWatch>();
        using var limit = new CancellationTokenSource(Patience);
        while ((await watch.LookAsync(limit.Token)).State != state)
            await Task.Delay(100, limit.Token);
    }

    private async Task<List<string>> WaitingAsync()
    {
        await using var source = NpgsqlDataSource.Create(Servers.Standby.ConnectionString);
        await using var command = source.CreateCommand(
            "SELECT query FROM pg_stat_activity WHERE application_name = 'pagodigitale/standby' AND wait_event_type = 'Lock'"
        );
        await using var reader = await command.ExecuteReaderAsync();
        var queries = new List<string>();
        while (await reader.ReadAsync())
            queries.Add(reader.GetString(0));
        return queries;
    }

    /// <summary>What the application does on the standby waits for a lock that the primary holds.</summary>
    public async Task<string> UntilOneWaitsAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await WaitingAsync() is [var query, ..])
                return query;
            await Task.Delay(50, limit.Token);
        }
    }

    public async Task UntilNoneWaitsAsync()
    {
        using var limit = new CancellationTokenSource(Patience);
        while ((await WaitingAsync()).Count > 0)
            await Task.Delay(50, limit.Token);
    }

    public async Task<NpgsqlConnection> LockAsync(string table)
    {
        var connection = new NpgsqlConnection(Api.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"BEGIN; LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE", connection);
        await command.ExecuteNonQueryAsync();
        // A lock by itself is not sent: it goes with the next commit.
        await Registry.SqlAsync(Api, "UPDATE standby_heartbeat SET beaten_at = beaten_at");
        return connection;
    }

    public async Task<string?> ToldAsync()
    {
        // Answers of one second are the same answer.
        await Task.Delay(TimeSpan.FromMilliseconds(1_100));
        var readiness = await Api.Admin.Status.ReadReadinessAsync();
        return readiness.Checks!.Single(c => c.Name == "standby").Detail;
    }
}

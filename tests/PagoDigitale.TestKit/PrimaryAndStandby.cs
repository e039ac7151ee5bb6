using Npgsql;
using PagoDigitale.EmbeddedPostgres;

namespace PagoDigitale.TestKit;

/// <summary>Two servers of which one follows the other by streaming replication, and databases that are on both.</summary>
public sealed class PrimaryAndStandby : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Settings = new()
    {
        // A standby is sent what is flushed; without this that would be every fifth of a second.
        ["synchronous_commit"] = "on",
        // What is replayed waits for no read.
        ["max_standby_streaming_delay"] = "0",
        ["max_connections"] = "150",
    };

    private PrimaryAndStandby(EmbeddedPostgresServer primary, EmbeddedPostgresServer standby) => (Primary, Standby) = (primary, standby);

    public EmbeddedPostgresServer Primary { get; }

    /// <summary>Killed, it comes back by itself and goes on following.</summary>
    public EmbeddedPostgresServer Standby { get; }

    public static async Task<PrimaryAndStandby> StartAsync()
    {
        var options = new EmbeddedPostgresOptions { Ephemeral = true, Settings = Settings };
        var primary = await EmbeddedPostgresServer.StartAsync(options);
        try
        {
            return new(primary, await EmbeddedPostgresServer.StartAsync(options with { StandbyOf = primary.ConnectionString }));
        }
        catch
        {
            await primary.DisposeAsync();
            throw;
        }
    }

    /// <summary>Where a new database is, and where its copy is.</summary>
    public async Task<(string Primary, string Standby)> CreateDatabaseAsync(string name)
    {
        await ExecuteAsync(Primary.ConnectionString, $"CREATE DATABASE {name}");
        return (Primary.ConnectionStringFor(name), Standby.ConnectionStringFor(name));
    }

    /// <summary>The standby goes on taking what it is sent and shows none of it.</summary>
    public Task PauseAsync() => ExecuteAsync(Standby.ConnectionString, "SELECT pg_wal_replay_pause()");

    public Task ResumeAsync() => ExecuteAsync(Standby.ConnectionString, "SELECT pg_wal_replay_resume()");

    public async ValueTask DisposeAsync()
    {
        await Standby.DisposeAsync();
        await Primary.DisposeAsync();
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}

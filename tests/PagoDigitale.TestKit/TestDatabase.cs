using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.TestKit;

/// <summary>
/// One private PostgreSQL per test process. The migrations run once, into a template; each caller gets a database of its own
/// cloned from it, which takes a few hundredths of a second.
/// </summary>
public static class TestDatabase
{
    private const string Template = "pagodigitale_template";

    private static readonly Lazy<Task<EmbeddedPostgresServer>> Server = new(StartAsync);
    private static readonly SemaphoreSlim Cloning = new(1);

    public static async Task<string> CreateAsync()
    {
        var server = await Server.Value;
        var name = $"test_{Guid.NewGuid():N}";
        // PostgreSQL copies a template for one caller at a time.
        await Cloning.WaitAsync();
        try
        {
            await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {name} TEMPLATE {Template}");
        }
        finally
        {
            Cloning.Release();
        }
        return server.ConnectionStringFor(name);
    }

    public static async Task DropAsync(string connectionString)
    {
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await ExecuteAsync((await Server.Value).ConnectionString, $"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private static async Task<EmbeddedPostgresServer> StartAsync()
    {
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Ephemeral = true,
                DataDirectory = InMemory(),
                Settings = new Dictionary<string, string>
                {
                    ["max_connections"] = "300",
                    ["shared_buffers"] = "256MB",
                    ["max_wal_size"] = "1GB",
                },
            }
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await ExecuteAsync(server.ConnectionString, $"CREATE DATABASE {Template}");
        await MigrationRunner.RunAsync(server.ConnectionStringFor(Template));
        // The migrations make the months of the server's clock; the applications write into those of the tests'.
        await ExecuteAsync(server.ConnectionStringFor(Template), $"SELECT make_months({TestClock.TodaySql}, {TestClock.TodaySql})");
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    /// <summary>
    /// Where the machine has a file system in memory with room for it: each database is some 800 files, and making them on a disk takes
    /// three times as long. Null: wherever else such a server has its folder.
    /// </summary>
    private static string? InMemory()
    {
        const string memory = "/dev/shm";
        const long room = 6L * 1024 * 1024 * 1024;
        return Directory.Exists(memory) && new DriveInfo(memory).AvailableFreeSpace >= room
            ? Path.Combine(memory, $"pagodigitale-pg-{Guid.NewGuid():N}")
            : null;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

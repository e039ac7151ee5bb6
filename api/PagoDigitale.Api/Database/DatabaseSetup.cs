using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Database;

/// <summary>Finds the database (ConnectionStrings:PagoDigitale) or starts a private one, and brings its schema up to date.</summary>
public static class DatabaseSetup
{
    private const string EmbeddedDatabase = "pagodigitale";

    /// <returns>Whether the schema was brought further by this start.</returns>
    public static async Task<bool> AddDatabaseAsync(WebApplicationBuilder builder)
    {
        var connectionString = builder.Configuration.GetConnectionString("PagoDigitale");
        if (string.IsNullOrEmpty(connectionString))
            connectionString = await StartEmbeddedAsync(builder);
        var applied = await MigrationRunner.RunAsync(connectionString);
        var standby = builder.Configuration.GetConnectionString("PagoDigitaleReads") is { Length: > 0 } given ? given : null;
        builder.Services.AddSingleton(sp => new AppDataSource(connectionString, sp.GetRequiredService<ILoggerFactory>(), standby));
        return applied > 0;
    }

    public static string MasterKeyPath(IConfiguration configuration) => Path.Combine(DataFolder(configuration), "master.key");

    private static string DataFolder(IConfiguration configuration) =>
        configuration["PagoDigitale:DataFolder"] is { Length: > 0 } folder
            ? folder
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.Create),
                "PagoDigitale"
            );

    private static async Task<string> StartEmbeddedAsync(WebApplicationBuilder builder)
    {
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                // Null: the library's own place, which an unprivileged server can reach also when the application runs as root.
                DataDirectory = builder.Configuration["PagoDigitale:DataFolder"] is { Length: > 0 } folder
                    ? Path.Combine(folder, "postgres")
                    : null,
            },
            CancellationToken.None
        );
        // A factory, so that the container owns it and stops it with the application.
        builder.Services.AddSingleton(_ => server);
        builder.Services.AddHostedService<EmbeddedPostgresHolder>();
        await EnsureDatabaseAsync(server);
        return server.ConnectionStringFor(EmbeddedDatabase, null, null);
    }

    private static async Task EnsureDatabaseAsync(EmbeddedPostgresServer server)
    {
        await using var source = Npgsql.NpgsqlDataSource.Create(server.ConnectionString);
        await using var exists = source.CreateCommand("SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)");
        exists.Parameters.Add(new() { Value = EmbeddedDatabase });
        if (await exists.ExecuteScalarAsync() is true)
            return;
        await using var create = source.CreateCommand($"CREATE DATABASE {EmbeddedDatabase}");
        await create.ExecuteNonQueryAsync();
    }

    private sealed class EmbeddedPostgresHolder(EmbeddedPostgresServer server, ILogger<EmbeddedPostgresHolder> log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            log.LogInformation("Private PostgreSQL {Version} is running", server.ServerVersion);
            server.Revived += what => log.LogWarning("{What}", what);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}

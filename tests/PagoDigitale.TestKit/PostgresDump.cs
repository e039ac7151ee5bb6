using System.Diagnostics;
using Npgsql;
using PagoDigitale.EmbeddedPostgres;

namespace PagoDigitale.TestKit;

/// <summary>Takes a database to a server that has never heard of it, by the tools an operator would use.</summary>
public static class PostgresDump
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    /// <summary>A new server with nothing in it but the role that the grants in a dump name.</summary>
    public static async Task<EmbeddedPostgresServer> NewServerAsync()
    {
        var server = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Ephemeral = true });
        await ExecuteAsync(server.ConnectionString, "CREATE ROLE pagodigitale_app NOLOGIN");
        return server;
    }

    /// <returns>The connection string of the restored database.</returns>
    public static async Task<string> RestoreAsync(string from, EmbeddedPostgresServer to, string database)
    {
        var dump = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.dump");
        try
        {
            await RunAsync(to, "pg_dump", from, "--format=custom", $"--file={dump}");
            await ExecuteAsync(to.ConnectionString, $"CREATE DATABASE {database}");
            var target = to.ConnectionStringFor(database);
            await RunAsync(to, "pg_restore", target, "--exit-on-error", $"--dbname={database}", dump);
            return target;
        }
        finally
        {
            File.Delete(dump);
        }
    }

    private static async Task RunAsync(EmbeddedPostgresServer server, string tool, string connectionString, params string[] arguments)
    {
        var connection = new NpgsqlConnectionStringBuilder(connectionString);
        // The programs beside the server are of its version; the package that brings only a server leaves them to the system.
        var beside = Path.Combine(server.BinDirectory ?? "", tool);
        var start = new ProcessStartInfo(File.Exists(beside) ? beside : tool) { RedirectStandardError = true };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = $"{connection.Port}";
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(Limit);
        var errors = await process.StandardError.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{tool} ended with {process.ExitCode}: {errors}");
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

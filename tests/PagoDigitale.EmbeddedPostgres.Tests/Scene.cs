using System.Diagnostics;
using Npgsql;

namespace PagoDigitale.EmbeddedPostgres.Tests;

/// <summary>A temporary folder for a server, and the few things tests ask of one.</summary>
public sealed class Scene : IDisposable
{
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), $"pagodigitale-pg-test-{Guid.NewGuid():N}");

    public EmbeddedPostgresOptions Persistent =>
        new()
        {
            DataDirectory = Folder,
            Settings = new Dictionary<string, string> { ["fsync"] = "off" },
        };

    public EmbeddedPostgresOptions Ephemeral => new() { DataDirectory = Folder, Ephemeral = true };

    public static async Task<T> AskAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public static Task<int> RememberAsync(EmbeddedPostgresServer server, int number) =>
        AskAsync<int>(server.ConnectionString, $"create table remembered as select {number} as number; select number from remembered");

    public static Task<int> RecallAsync(EmbeddedPostgresServer server) =>
        AskAsync<int>(server.ConnectionString, "select number from remembered");

    public static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            // A zombie still has its number and its name, but no command line.
            return !OperatingSystem.IsLinux() || File.ReadAllText($"/proc/{processId}/cmdline").Length > 0;
        }
        catch (Exception error) when (error is ArgumentException or IOException)
        {
            return false;
        }
    }

    public static async Task<bool> BecomesTrueAsync(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(15); await Task.Delay(20))
        {
            if (condition())
            {
                return true;
            }
        }

        return false;
    }

    public static async Task KillAsync(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        await BecomesTrueAsync(() => !IsRunning(processId));
    }

    public void Dispose()
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }
    }
}

using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace PagoDigitale.Api.Database;

/// <summary>
/// Applies the numbered SQL files of <c>Database/Migrations</c>, each in a transaction of its own, in order and once, under
/// an advisory lock so that replicas starting together do not collide. A file that was edited after it was applied is an error.
/// </summary>
public static class MigrationRunner
{
    // Any constant does; it only has to be ours: "pagodig1" in ASCII.
    private const long LockKey = 0x7061676f64696731;

    /// <returns>How many were applied.</returns>
    public static async Task<int> RunAsync(string connectionString, CancellationToken ct = default)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(ct);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({LockKey})", ct);
        await ExecuteAsync(
            connection,
            """
            CREATE TABLE IF NOT EXISTS schema_migrations (
                name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())
            """,
            ct
        );
        var applied = await AppliedAsync(connection, ct);
        var count = 0;
        foreach (var (name, sql) in Migrations())
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)));
            if (applied.TryGetValue(name, out var known))
            {
                if (known != hash)
                    throw new InvalidOperationException(
                        $"Migration {name} was changed after it had been applied; write a new one instead."
                    );
                continue;
            }
            await ApplyAsync(connection, name, sql, hash, ct);
            count++;
        }
        await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({LockKey})", ct);
        return count;
    }

    public static IReadOnlyList<(string Name, string Sql)> Migrations()
    {
        var assembly = Assembly.GetExecutingAssembly();
        const string folder = ".Database.Migrations.";
        return
        [
            .. from resource in assembly.GetManifestResourceNames()
            where resource.Contains(folder, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal)
            let name = resource[(resource.IndexOf(folder, StringComparison.Ordinal) + folder.Length)..^4]
            orderby name
            select (name, Read(assembly, resource)),
        ];
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, string name, string sql, string hash, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await ExecuteAsync(connection, sql, ct);
        await using var record = new NpgsqlCommand("INSERT INTO schema_migrations (name, sha256) VALUES ($1, $2)", connection)
        {
            Parameters =
            {
                new() { Value = name },
                new() { Value = hash },
            },
        };
        await record.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task<Dictionary<string, string>> AppliedAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT name, sha256 FROM schema_migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var applied = new Dictionary<string, string>();
        while (await reader.ReadAsync(ct))
            applied[reader.GetString(0)] = reader.GetString(1);
        return applied;
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}

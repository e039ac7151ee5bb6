using System.Diagnostics;
using Npgsql;

namespace PagoDigitale.Benchmarks.BulkLoad;

/// <summary>
/// The fastest way PostgreSQL has: ready-made binary rows, table by table, on one connection, as the owner of the tables.
/// </summary>
public static class RawCopy
{
    private static readonly string[] Tables = ["debtors", "positions", "instalments", "transfers", "allocations", "postings"];

    public static async Task<double> MeasureAsync(string from, string to)
    {
        var folder = Directory.CreateTempSubdirectory("bulk-load-");
        try
        {
            // The registry has ids of its own in each copy: both came from one template, so they are equal.
            await ExportAsync(from, folder.FullName);
            return await ImportAsync(to, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task ExportAsync(string from, string folder)
    {
        await using var connection = new NpgsqlConnection(from);
        await connection.OpenAsync();
        foreach (var table in Tables)
        {
            await using var file = File.Create(Path.Combine(folder, table));
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} TO STDOUT (FORMAT BINARY)");
            await copy.CopyToAsync(file);
        }
    }

    private static async Task<double> ImportAsync(string to, string folder)
    {
        await using var connection = new NpgsqlConnection(to);
        await connection.OpenAsync();
        var watch = Stopwatch.StartNew();
        foreach (var table in Tables)
        {
            await using var file = File.OpenRead(Path.Combine(folder, table));
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {table} FROM STDIN (FORMAT BINARY)");
            await file.CopyToAsync(copy, 1 << 16);
        }
        return watch.Elapsed.TotalSeconds;
    }
}

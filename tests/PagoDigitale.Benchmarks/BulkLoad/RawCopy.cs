using System.Diagnostics;
using Npgsql;

namespace PagoDigitale.Benchmarks.BulkLoad;

/// <summary>
/// The fastest way PostgreSQL has: ready-made binary rows, table by table, on one connection, as the owner of the tables.
/// </summary>
public static class RawCopy
{
    private static readonly string[] Tables =
    [
        "debtors",
        "positions",
        "payment_options",
        "instalments",
        "transfers",
        "allocations",
        "postings",
    ];

    /// <param name="begin">Called when the rows are there and the copy begins.</param>
    public static async Task<double> MeasureAsync(string from, string to, Action begin)
    {
        var folder = Directory.CreateTempSubdirectory("bulk-load-");
        try
        {
            // The registry has ids of its own in each copy: both came from one template, so they are equal.
            await ExportAsync(from, folder.FullName);
            return await ImportAsync(to, folder.FullName, begin);
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
            var columns = await ColumnsAsync(connection, table);
            await using var copy = await connection.BeginRawBinaryCopyAsync(
                $"COPY (SELECT {columns} FROM {table}) TO STDOUT (FORMAT BINARY)"
            );
            await copy.CopyToAsync(file);
        }
    }

    private static async Task<double> ImportAsync(string to, string folder, Action begin)
    {
        await using var connection = new NpgsqlConnection(to);
        await connection.OpenAsync();
        var into = new List<string>();
        foreach (var table in Tables)
            into.Add($"{table} ({await ColumnsAsync(connection, table)})");
        begin();
        var watch = Stopwatch.StartNew();
        foreach (var (table, columns) in Tables.Zip(into))
        {
            await using var file = File.OpenRead(Path.Combine(folder, table));
            await using var copy = await connection.BeginRawBinaryCopyAsync($"COPY {columns} FROM STDIN (FORMAT BINARY)");
            await file.CopyToAsync(copy, 1 << 16);
        }
        return watch.Elapsed.TotalSeconds;
    }

    /// <summary>Those that are not computed: a table in parts is read by a query, which gives all.</summary>
    private static async Task<string> ColumnsAsync(NpgsqlConnection connection, string table)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
            WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
            """,
            connection
        );
        command.Parameters.Add(new() { Value = table });
        return (string)(await command.ExecuteScalarAsync())!;
    }
}

using System.Diagnostics;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks;

/// <summary>
/// What a payment takes on disk when it has gone all the way, with all its rows, indexes and raw messages: an archive of --rows payments
/// that was vacuumed. The ratio is in units of a kibibyte.
/// </summary>
public sealed class RoomBenchmark : IBenchmark
{
    private const double GoalKibibytes = 6;
    private const string Organization = "01234567897";

    public string Name => "room";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var rows = Option(options, "rows", 100_000);
        await using var server = await MeasuredServer.StartAsync(("shared_buffers", "512MB"));
        await MigrationRunner.RunAsync(server.ConnectionString);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        var empty = await SizesAsync(source);
        var archive = new Archive.Archive(server.ConnectionString);
        await archive.RegisterAsync(Organization);
        var watch = Stopwatch.StartNew();
        await archive.FillAsync(
            new ArchiveShape
            {
                Organization = Organization,
                Payments = rows,
                Stage = Stage.Accounted,
                HasMessages = true,
            }
        );
        // What the figures of accertamenti have of each debt, as the fold of balances leaves it.
        await using (
            var shares = source.CreateCommand(
                """
                INSERT INTO accertamento_shares (organization_id, instalment_id, accertamento_id, issued_cents, collected_cents)
                SELECT organization_id, instalment_id, accertamento_id, amount_cents, amount_cents FROM allocations
                """
            )
        )
            await shares.ExecuteNonQueryAsync();
        await archive.SettleAsync();
        Console.WriteLine(Text($"archive of {rows} payments in {watch.Elapsed.TotalSeconds:0.0} s"));
        var total = 0.0;
        foreach (var (name, bytes) in (await SizesAsync(source)).OrderByDescending(s => s.Value))
        {
            var each = (bytes - empty.GetValueOrDefault(name)) / (double)rows;
            total += each;
            if (each >= 10)
                Console.WriteLine(Text($"{name, -45} {each, 8:0} bytes a payment"));
        }
        var kibibytes = total / 1024;
        Console.WriteLine(Text($"room ratio={kibibytes:0.00} goal={GoalKibibytes:0.0} {(kibibytes <= GoalKibibytes ? "pass" : "fail")}"));
        return kibibytes <= GoalKibibytes;
    }

    /// <summary>Tables (with what is stored out of line) and indexes, each by itself.</summary>
    private static async Task<Dictionary<string, long>> SizesAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            SELECT CASE WHEN i.indrelid IS NULL THEN whole.name
                    ELSE coalesce(pg_partition_root(i.indrelid), i.indrelid)::regclass::text || ' / ' || whole.name END,
                sum(CASE WHEN i.indrelid IS NULL THEN pg_table_size(c.oid) ELSE pg_relation_size(c.oid) END)::bigint
            FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
            CROSS JOIN LATERAL (SELECT coalesce(pg_partition_root(c.oid), c.oid)::regclass::text AS name) whole
            WHERE c.relnamespace IN ('public'::regnamespace, 'months'::regnamespace) AND c.relkind IN ('r', 'i')
            GROUP BY 1
            """
        );
        await using var reader = await command.ExecuteReaderAsync();
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
            sizes.Add(reader.GetString(0), reader.GetInt64(1));
        return sizes;
    }
}

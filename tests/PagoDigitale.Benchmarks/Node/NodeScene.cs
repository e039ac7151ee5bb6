using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.EmbeddedPostgres;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>An organization with unpaid notices and, where asked for, an archive of paid ones, behind the real application.</summary>
internal sealed class NodeScene : IAsyncDisposable
{
    public const string Organization = "77777777777";

    private readonly EmbeddedPostgresServer _server;
    private readonly RealApi _api;

    private NodeScene(EmbeddedPostgresServer server, NpgsqlDataSource source, RealApi api, ArchiveShape shape) =>
        (_server, Source, _api, Shape) = (server, source, api, shape);

    /// <summary>As the owner of the tables.</summary>
    public NpgsqlDataSource Source { get; }

    public ArchiveShape Shape { get; }

    public string ConnectionString => _server.ConnectionString;

    public Uri Address => _api.Address;

    public static string Station => Archive.Archive.StationOf(Organization);

    /// <summary>Durable: what is answered has reached the disk.</summary>
    public static async Task<NodeScene> StartAsync(int unpaid, int paid)
    {
        var server = await MeasuredServer.StartAsync(("checkpoint_timeout", "30min"));
        await MigrationRunner.RunAsync(server.ConnectionString);
        var shape = new ArchiveShape
        {
            Organization = Organization,
            Payments = paid,
            Unpaid = unpaid,
            HasMessages = true,
        };
        var archive = new Archive.Archive(server.ConnectionString);
        await archive.RegisterAsync(Organization);
        await archive.FillAsync(shape);
        await archive.SettleAsync();
        var api = await RealApi.StartAsync(server.ConnectionString, "web");
        return new(
            server,
            NpgsqlDataSource.Create($"{server.ConnectionString};Max Auto Prepare=10;Maximum Pool Size=70;Command Timeout=300"),
            api,
            shape
        );
    }

    /// <summary>What a worker does every five seconds (decision 0010): here is none.</summary>
    public async Task KnowSizesAsync()
    {
        await using var command = Source.CreateCommand("SELECT know_table_size()");
        while (await command.ExecuteScalarAsync() is string) { }
    }

    /// <summary>The unpaid debt with this place, scattered over all of them.</summary>
    public ArchivedDebt Debt(long place, int count) => new(Shape, (int)(Shape.First + Shape.Payments + place * Scatter % count));

    /// <summary>A prime that no number of rows has as a factor: consecutive places are far apart and each comes once.</summary>
    public const long Scatter = 7_919;

    public async Task<long[]> CountAsync(params string[] queries)
    {
        var counts = new long[queries.Length];
        for (var i = 0; i < queries.Length; i++)
        {
            await using var command = Source.CreateCommand(queries[i]);
            counts[i] = (long)(await command.ExecuteScalarAsync())!;
        }
        return counts;
    }

    public async ValueTask DisposeAsync()
    {
        await _api.DisposeAsync();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PagoDigitale.Api;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.EmbeddedPostgres;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>An organization with unpaid notices and, where asked for, an archive of paid ones, behind the real application.</summary>
internal sealed class NodeScene : IAsyncDisposable
{
    public const string Organization = "77777777777";

    private readonly EmbeddedPostgresServer _server;
    private readonly WebApplication _app;

    private NodeScene(EmbeddedPostgresServer server, NpgsqlDataSource source, WebApplication app, ArchiveShape shape) =>
        (_server, Source, _app, Shape) = (server, source, app, shape);

    /// <summary>As the owner of the tables.</summary>
    public NpgsqlDataSource Source { get; }

    public ArchiveShape Shape { get; }

    public string ConnectionString => _server.ConnectionString;

    public Uri Address => AddressOf(_app);

    public static string Station => Archive.Archive.StationOf(Organization);

    /// <summary>Durable: what is answered has reached the disk.</summary>
    public static async Task<NodeScene> StartAsync(int unpaid, int paid)
    {
        var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Ephemeral = true,
                Settings = new Dictionary<string, string>
                {
                    ["fsync"] = "on",
                    ["full_page_writes"] = "on",
                    ["synchronous_commit"] = "on",
                    ["shared_buffers"] = "1GB",
                    ["max_wal_size"] = "8GB",
                    ["checkpoint_timeout"] = "30min",
                },
            }
        );
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
        var app = await StartApiAsync(server.ConnectionString);
        return new(
            server,
            NpgsqlDataSource.Create($"{server.ConnectionString};Max Auto Prepare=10;Maximum Pool Size=70;Command Timeout=300"),
            app,
            shape
        );
    }

    /// <summary>What a worker does every five seconds (decision 0010): here is none.</summary>
    public async Task KnowSizesAsync()
    {
        await using var command = Source.CreateCommand("SELECT know_table_size()");
        while (await command.ExecuteScalarAsync() is string) { }
    }

    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

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
        await _app.DisposeAsync();
        await Source.DisposeAsync();
        await _server.DisposeAsync();
    }

    private static async Task<WebApplication> StartApiAsync(string connectionString)
    {
        var app = await ApiHost.BuildAsync(
            ["--role", "web"],
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ConnectionStrings:PagoDigitale"] = connectionString,
                        ["PagoDigitale:MasterKey"] = Convert.ToBase64String(new byte[32]),
                    }
                );
            }
        );
        await app.StartAsync();
        return app;
    }
}

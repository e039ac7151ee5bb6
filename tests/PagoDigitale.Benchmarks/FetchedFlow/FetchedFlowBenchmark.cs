using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Jobs;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.FetchedFlow;

/// <summary>
/// A rendicontazione of --rows payments is fetched from the service that publishes it, taken and tied to its receipts, against the same
/// file uploaded; each by an organization of its own, by turns. Arguments: --rows N, --rounds N.
/// </summary>
public sealed class FetchedFlowBenchmark : IBenchmark
{
    private const double Goal = 1.5;

    public string Name => "fetched-flow";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var (rows, rounds) = (Option(options, "rows", 100_000), Option(options, "rounds", 2));
        await using var server = await MeasuredServer.StartAsync(("shared_buffers", "512MB"));
        await MigrationRunner.RunAsync(server.ConnectionString);
        var archive = new Archive.Archive(server.ConnectionString);
        var organizations = Enumerable.Range(0, 2 * rounds).Select(i => $"012345678{i:00}").ToArray();
        await archive.RegisterAsync(organizations);
        await using var api = await RealApi.StartAsync(server.ConnectionString, "web");
        var (fetched, uploaded) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            uploaded.Add(await UploadAsync(api, server.ConnectionString, await FillAsync(archive, organizations[2 * round], rows)));
            fetched.Add(await FetchAsync(api, server.ConnectionString, await FillAsync(archive, organizations[(2 * round) + 1], rows)));
            Console.WriteLine(Text($"{rows} payments uploaded in {uploaded[^1]:0.00} s, fetched in {fetched[^1]:0.00} s"));
        }
        var ratio = Median(fetched) / Median(uploaded);
        Console.WriteLine(Text($"fetched-flow ratio={ratio:0.00} goal={Goal} {(ratio <= Goal ? "pass" : "fail")}"));
        return ratio <= Goal;
    }

    private static async Task<ArchiveShape> FillAsync(Archive.Archive archive, string organization, int rows)
    {
        var shape = new ArchiveShape
        {
            Organization = organization,
            Payments = rows,
            PaymentsPerFlow = rows,
            Stage = Stage.Paid,
            HasEvents = false,
        };
        await archive.FillAsync(shape);
        await archive.SettleAsync();
        return shape;
    }

    private static async Task<double> UploadAsync(RealApi api, string connectionString, ArchiveShape shape)
    {
        var file = FlussoJsonWriter.WriteFile(PublishedOf(shape), [.. ArchivedFlow.RowsOf(shape)]);
        var watch = Stopwatch.StartNew();
        using var body = new ByteArrayContent(file) { Headers = { ContentType = new("application/octet-stream") } };
        await api.PostAsync($"v1/organizations/{shape.Organization}/rendicontazioni?fileName=flusso.json", body);
        return await TakenAsync(api, connectionString, shape, watch);
    }

    private static async Task<double> FetchAsync(RealApi api, string connectionString, ArchiveShape shape)
    {
        await using var publisher = await PlayedPublisher.StartAsync(PublishedOf(shape), [.. ArchivedFlow.RowsOf(shape)]);
        var watch = Stopwatch.StartNew();
        using var connection = new StringContent(
            $$"""{"code": "fdr", "baseUrl": "{{publisher.Url}}"}""",
            MediaTypeHeaderValue.Parse("application/json")
        );
        await api.PostAsync($"v1/organizations/{shape.Organization}/connections", connection);
        return await TakenAsync(api, connectionString, shape, watch);
    }

    /// <summary>Seconds until nothing is left to do; the flow has to be here, with a receipt for each row.</summary>
    private static async Task<double> TakenAsync(RealApi api, string connectionString, ArchiveShape shape, Stopwatch watch)
    {
        var runner = api.Services.GetRequiredService<JobRunner>();
        foreach (var lane in (JobLane[])[JobLane.Outbound, JobLane.Interactive, JobLane.Bulk, JobLane.Outbound])
            while (await runner.RunOnceAsync(lane, CancellationToken.None)) { }
        watch.Stop();
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var count = source.CreateCommand(
            $"SELECT count(*) FROM rendicontazione_rows WHERE organization_id = '{shape.Organization}' AND receipt_record_id IS NOT NULL"
        );
        return (long)(await count.ExecuteScalarAsync())! is var tied && tied == shape.Payments
            ? watch.Elapsed.TotalSeconds
            : throw new InvalidOperationException($"{tied} of {shape.Payments} payments have their receipts.");
    }

    private static PublishedFlusso PublishedOf(ArchiveShape shape) =>
        new(ArchivedFlow.HeaderOf(shape), ArchivedDebt.PspOf(0), 1, TimeProvider.System.GetUtcNow().AddMinutes(-5));
}

using System.Diagnostics;
using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Database;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Platform.Jobs;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.Aca;

/// <summary>
/// An organization with --rows unpaid notices is connected to an archive of notices and told to it, each exchange kept, against a bare
/// loop of HttpClient that sends the same bodies to the same archive, as many at a time. Arguments: --rows N.
/// </summary>
public sealed class AcaBenchmark : IBenchmark
{
    private const double Goal = 0.6;
    private const int CallsAtATime = 16;
    private const string Organization = "01234567897";

    public string Name => "aca";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var rows = Option(options, "rows", 100_000);
        await using var server = await MeasuredServer.StartAsync(("shared_buffers", "512MB"));
        await MigrationRunner.RunAsync(server.ConnectionString);
        var filled = new Archive.Archive(server.ConnectionString);
        await filled.RegisterAsync(Organization);
        await filled.FillAsync(
            new ArchiveShape
            {
                Organization = Organization,
                Unpaid = rows,
                HasEvents = false,
            }
        );
        await filled.SettleAsync();
        await using var archive = await PlayedArchive.StartAsync();
        await using var api = await RealApi.StartAsync(server.ConnectionString, "web");

        using var connection = new StringContent(
            $$"""{"code": "aca", "baseUrl": "{{archive.Url}}"}""",
            MediaTypeHeaderValue.Parse("application/json")
        );
        await api.PostAsync($"v1/organizations/{Organization}/connections", connection);
        var ours = Stopwatch.StartNew();
        var runner = api.Services.GetRequiredService<JobRunner>();
        var starter = api.Services.GetRequiredService<Api.Features.AcaNotices.Loading.StartAcaLoads>();
        do while (await runner.RunOnceAsync(JobLane.Outbound, CancellationToken.None)) { }
        while (await starter.RunOnceAsync(CancellationToken.None) > 0);
        ours.Stop();
        var told = await CountAsync(server.ConnectionString, "aca_notices WHERE state = 'loaded'");
        var kept = await CountAsync(server.ConnectionString, "outbound_exchanges");
        var bodies = archive.TakeBodies();
        Console.WriteLine(Text($"{told} notices told in {ours.Elapsed.TotalSeconds:F1} s, {told / ours.Elapsed.TotalSeconds:F0} a second"));
        if (told != rows || bodies.Count != rows || kept != rows)
            throw new InvalidOperationException($"{rows} notices, {told} loaded, {bodies.Count} calls, {kept} exchanges kept.");

        var limit = await LoopAsync(archive.Url, bodies);
        Console.WriteLine(Text($"the bare loop: {limit.TotalSeconds:F1} s, {rows / limit.TotalSeconds:F0} a second"));
        var ratio = limit / ours.Elapsed;
        Console.WriteLine(Text($"aca ratio={ratio:F2} goal={Goal} {(ratio >= Goal ? "pass" : "fail")}"));
        return ratio >= Goal;
    }

    private static async Task<TimeSpan> LoopAsync(string url, List<byte[]> bodies)
    {
        using var http = new HttpClient();
        var address = new Uri($"{url}/paCreatePosition");
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(
            bodies,
            new ParallelOptions { MaxDegreeOfParallelism = CallsAtATime },
            async (body, ct) =>
            {
                using var content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
                using var answer = await http.PostAsync(address, content, ct);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync(ct);
            }
        );
        return watch.Elapsed;
    }

    private static async Task<long> CountAsync(string connectionString, string where)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand($"SELECT count(*) FROM {where}");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}

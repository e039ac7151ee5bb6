using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>The database server is killed while it is used: callers are told to come again, and it comes back by itself.</summary>
public sealed class CrashTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_killed_postmaster_gives_503_never_500_and_then_everything_goes_on()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"pagodigitale-crash-{Guid.NewGuid():N}");
        await using var folderGone = new Undo(() => Task.Run(() => Directory.Delete(folder, recursive: true)));
        await using var server = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { DataDirectory = folder });
        await using var api = await TestApi.StartAsync(("ConnectionStrings:PagoDigitale", server.ConnectionString));
        var organization = await TestOrganization.CreateAsync(api.Admin);
        using var http = api.Http(await api.TokenAsync());
        var statuses = new ConcurrentQueue<HttpStatusCode>();
        var readiness = new ConcurrentQueue<HttpStatusCode>();
        using var stop = new CancellationTokenSource();
        var callers = Enumerable
            .Range(0, 6)
            .Select(i => CallAsync(http, organization, i, statuses, stop.Token))
            .Append(LookAsync(http, readiness, stop.Token))
            .ToList();
        await UntilAsync(() => statuses.Count(s => s == HttpStatusCode.Created) > 20);
        var killed = server.ProcessId;
        var clock = Stopwatch.StartNew();

        using (var postmaster = Process.GetProcessById(killed))
            postmaster.Kill();

        await UntilAsync(() => server.ProcessId != killed);
        var again = statuses.Count(s => s == HttpStatusCode.Created);
        await UntilAsync(() => statuses.Count(s => s == HttpStatusCode.Created) > again + 20);
        output.WriteLine($"back and creating positions after {clock.ElapsedMilliseconds} ms");
        // Answers of one second are the same one, so a short outage may pass unseen: ReadReadinessTests show what is said of a long one.
        await UntilAsync(() => readiness.Last() == HttpStatusCode.OK);
        await stop.CancelAsync();
        await Task.WhenAll(callers);

        output.WriteLine(string.Join(", ", statuses.GroupBy(s => s).Select(g => $"{g.Count()} × {(int)g.Key}")));
        statuses.ToHashSet().ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.ServiceUnavailable]);
        statuses.ShouldContain(HttpStatusCode.ServiceUnavailable);
        readiness.ToHashSet().ShouldBeSubsetOf([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable]);
        // What was acknowledged is there.
        (await new PositionRows(server.ConnectionString).ReadAsync<long>("SELECT count(*) FROM positions")).ShouldBeGreaterThanOrEqualTo(
            statuses.Count(s => s == HttpStatusCode.Created)
        );
    }

    private static async Task CallAsync(
        HttpClient http,
        TestOrganization organization,
        int caller,
        ConcurrentQueue<HttpStatusCode> statuses,
        CancellationToken ct
    )
    {
        for (var i = 0; !ct.IsCancellationRequested; i++)
        {
            using var answer = await http.PostAsJsonAsync(
                $"/v1/organizations/{organization.Code}/positions",
                new
                {
                    serviceCode = organization.Service,
                    externalId = $"{caller}-{i}",
                    description = "Quota 2026",
                    debtor = new
                    {
                        type = "F",
                        fiscalCode = "RSSMRA80A01H501U",
                        name = "Mario Rossi",
                    },
                    paymentOptions = new[] { new { instalments = new[] { new { amountCents = 10_000, dueDate = "2026-12-31" } } } },
                },
                CancellationToken.None
            );
            statuses.Enqueue(answer.StatusCode);
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private static async Task LookAsync(HttpClient http, ConcurrentQueue<HttpStatusCode> seen, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            using var answer = await http.GetAsync("/health/ready", CancellationToken.None);
            seen.Enqueue(answer.StatusCode);
            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        for (var clock = Stopwatch.StartNew(); !condition(); await Task.Delay(20))
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
    }
}

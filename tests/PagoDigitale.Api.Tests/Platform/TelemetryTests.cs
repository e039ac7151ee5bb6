using System.Collections.Concurrent;
using System.Diagnostics;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Traces leave the house: what they carry is the routes, not what callers write into them.</summary>
public sealed class TelemetryTests(ExportingApi one) : IClassFixture<ExportingApi>
{
    private const string FiscalCode = "RSSMRA80A01H501U";

    [Theory]
    [InlineData("/v1/organizations/77777777777/positions?search=" + FiscalCode, "v1/organizations/{organization}/positions")]
    [InlineData("/v1/organizations/77777777777/debtors/" + FiscalCode, "v1/organizations/{organization}/debtors/{debtor}")]
    [InlineData("/v1/" + FiscalCode, null)]
    public async Task A_trace_has_the_route_and_nothing_that_the_caller_wrote(string path, string? route)
    {
        var trace = ActivityTraceId.CreateRandom();
        var stopped = new ConcurrentBag<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace)
                    stopped.Add(activity);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var http = one.Api.Http(await one.Api.TokenAsync());
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        using var answer = await http.SendAsync(request);

        SpinWait.SpinUntil(() => stopped.Any(a => a.Source.Name == "Microsoft.AspNetCore"), TimeSpan.FromSeconds(10)).ShouldBeTrue();
        var served = stopped.Single(a => a.Source.Name == "Microsoft.AspNetCore");
        served.GetTagItem("url.path").ShouldBe(route);
        served.GetTagItem("http.response.status_code").ShouldBe((int)answer.StatusCode);
        foreach (var activity in stopped)
        {
            activity.DisplayName.ShouldNotContain(FiscalCode);
            activity.TagObjects.Where(t => $"{t.Value}".Contains(FiscalCode, StringComparison.Ordinal)).ShouldBeEmpty();
            activity.Events.SelectMany(e => e.Tags).Where(t => $"{t.Value}".Contains(FiscalCode, StringComparison.Ordinal)).ShouldBeEmpty();
        }
    }
}

/// <summary>Where traces are sent; nobody takes them there.</summary>
public sealed class ExportingApi : OneApi
{
    public override async Task InitializeAsync() => Api = await TestApi.StartAsync(("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"));

    public override async Task DisposeAsync() => await Api.DisposeAsync();
}

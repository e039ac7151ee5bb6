using System.Diagnostics;
using System.Diagnostics.Metrics;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PagoDigitale.Platform.Telemetry;

/// <summary>
/// OpenTelemetry traces and metrics: ASP.NET Core, Npgsql and our own. Exported by OTLP when OTEL_EXPORTER_OTLP_ENDPOINT is set (the
/// standard variable). Otherwise nobody would receive them, and nothing is written down, of each statement neither: a request has the
/// number of its trace, which answers and log tell.
/// </summary>
public static class PagoTelemetry
{
    public const string Name = "PagoDigitale";

    /// <summary>The framework's source of an activity for each request.</summary>
    private const string WebServer = "Microsoft.AspNetCore";

    public static readonly ActivitySource Source = new(Name);

    public static readonly Meter Meter = new(Name);

    public static readonly Counter<long> NodeCalls = Meter.CreateCounter<long>(
        "pagodigitale.node.calls",
        description: "Primitives answered to the pagoPA node, by primitive and outcome."
    );

    public static readonly Histogram<double> NodeDuration = Meter.CreateHistogram<double>(
        "pagodigitale.node.duration",
        "s",
        "Time to answer a primitive (SANP: 98 % within 2 s)."
    );

    public static readonly Counter<long> RefusedMessages = Meter.CreateCounter<long>(
        "pagodigitale.messages.refused",
        description: "Messages from outside that could not be taken, by kind, code and whether they were kept."
    );

    public static readonly Counter<long> FlowRows = Meter.CreateCounter<long>(
        "pagodigitale.flows.rows",
        description: "Flow rows by verdict."
    );

    public static readonly Counter<long> Reads = Meter.CreateCounter<long>(
        "pagodigitale.reads",
        description: "Reads that may go to the standby, by where they went and why they went to the primary."
    );

    public static readonly Gauge<double> StandbyLag = Meter.CreateGauge<double>(
        "pagodigitale.standby.lag",
        "s",
        "How old what the standby shows may be."
    );

    public static readonly Counter<long> OutboundCalls = Meter.CreateCounter<long>(
        "pagodigitale.outbound.calls",
        description: "Attempts to call services outside, by service and outcome: ok, or the code of the failure."
    );

    public static readonly Gauge<long> OutboundBacklog = Meter.CreateGauge<long>(
        "pagodigitale.outbound.backlog",
        description: "What waits for a service outside, of all organizations, by service."
    );

    public static readonly Gauge<double> OutboundBacklogAge = Meter.CreateGauge<double>(
        "pagodigitale.outbound.backlog.age",
        "s",
        "How long the oldest of it has been waiting, by service."
    );

    public static void AddPagoTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddOpenTelemetry().ConfigureResource(r => r.AddService("pagodigitale-api"));
        if (configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
            telemetry
                .WithTracing(traces =>
                    traces
                        .AddSource(Name)
                        .AddAspNetCoreInstrumentation(o => o.EnrichWithHttpResponse = NameRouteOnly)
                        .AddNpgsql()
                        .AddOtlpExporter()
                )
                .WithMetrics(metrics => metrics.AddMeter(Name).AddAspNetCoreInstrumentation().AddNpgsqlInstrumentation().AddOtlpExporter());
        else
            telemetry.WithTracing(traces => traces.AddSource(WebServer).SetSampler(new AlwaysOffSampler()));
    }

    /// <summary>
    /// Paths name debts and notices, and whoever mistypes one may write anything: a fiscal code, a token. A trace has the template of
    /// the route, and nothing of a request that no route takes. Queries, which filter by fiscal code, are not kept at all.
    /// </summary>
    private static void NameRouteOnly(Activity activity, HttpResponse response)
    {
        activity.SetTag("url.path", (response.HttpContext.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
        activity.SetTag("url.query", null);
    }
}

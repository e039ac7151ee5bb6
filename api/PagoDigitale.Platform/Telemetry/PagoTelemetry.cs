using System.Diagnostics;
using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PagoDigitale.Platform.Telemetry;

/// <summary>
/// OpenTelemetry traces and metrics: ASP.NET Core, Npgsql and our own. Exported by OTLP when
/// OTEL_EXPORTER_OTLP_ENDPOINT is set (the standard variable), otherwise only collected in process.
/// </summary>
public static class PagoTelemetry
{
    public const string Name = "PagoDigitale";

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

    public static void AddPagoTelemetry(this IServiceCollection services)
    {
        var resource = ResourceBuilder.CreateDefault().AddService("pagodigitale-api");
        var exports = Environment.GetEnvironmentVariable("OTEL_EXPORTER_OTLP_ENDPOINT") is { Length: > 0 };
        var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(Name, "Microsoft.AspNetCore", "Npgsql");
        var metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(resource)
            .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Npgsql");
        if (exports)
        {
            traces.AddOtlpExporter();
            metrics.AddOtlpExporter();
        }
        services.AddSingleton(_ => traces.Build()!);
        services.AddSingleton(_ => metrics.Build()!);
        services.AddHostedService<TelemetryStarter>();
    }

    /// <summary>The providers live as long as the host: resolving them once makes the container own and dispose them.</summary>
    private sealed class TelemetryStarter(TracerProvider traces, MeterProvider metrics) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            traces.ForceFlush(2000);
            metrics.ForceFlush(2000);
            return Task.CompletedTask;
        }
    }
}

using Polly;
using Polly.Telemetry;

namespace PagoDigitale.Sdk.Http;

/// <summary>
/// What the attempts of this client tell the log of the application. Polly tells of every attempt, also of one that went well, as
/// information; an application hears of failures, and of the rest where it listens to details. Its other clients are left as they are.
/// </summary>
internal static class Telling
{
    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, TelemetryOptions ofApplication)
    {
        var options = new TelemetryOptions(ofApplication);
        // An application that decides by itself what is serious has decided about this too.
        options.SeverityProvider ??= happened =>
            happened.Event.Severity == ResilienceEventSeverity.Information ? ResilienceEventSeverity.Debug : happened.Event.Severity;
        pipeline.ConfigureTelemetry(options);
    }
}

using PagoDigitale.Api.Platform.ActivityLog;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Telemetry;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Features.Node;

/// <summary>Counts a call of the node and writes it to the activity log of the organization it was for.</summary>
public sealed class NodeJournal(ActivityWriter activity, TimeProvider clock)
{
    public const string Actor = "node";

    private const int PathLengthMax = 512;

    public async Task NoteAsync(HttpContext http, PaOperation? operation, NodeAnswer answer, TimeSpan duration)
    {
        var primitive = operation?.SoapAction() ?? "unknown";
        KeyValuePair<string, object?> primitiveTag = new("primitive", primitive), outcomeTag = new("outcome", answer.Outcome);
        PagoTelemetry.NodeCalls.Add(1, primitiveTag, outcomeTag);
        PagoTelemetry.NodeDuration.Record(duration.TotalSeconds, primitiveTag, outcomeTag);
        var path = http.Request.Path.Value!;
        var now = clock.GetUtcNow();
        await activity.QueueAsync(new(
            answer.Organization ?? TenantSession.Platform, Guid.CreateVersion7(now), now, Actor, primitive, http.Request.Method,
            path.Length <= PathLengthMax ? path : path[..PathLengthMax], http.Response.StatusCode, OutcomeOf(answer), Problem.CurrentTraceId(http), answer.Resource));
    }

    /// <summary>The status is 200 also for a refusal.</summary>
    private static string OutcomeOf(NodeAnswer answer) => answer.Response switch
    {
        null => "failed",
        FaultResponse => "refused",
        _ => "succeeded",
    };
}

using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Telemetry;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>Counts a call of the node and writes it to the activity log of the organization it was for, before it is answered.</summary>
public sealed class NodeJournal(ActivityWriter activity, TimeProvider clock)
{
    public const string Actor = "node";

    /// <summary>What broke on our side has no code of the node's.</summary>
    private const string Failed = Problem.UnexpectedCode;

    /// <param name="question">What was asked, kept with the entry.</param>
    public async Task NoteAsync(
        HttpContext http,
        PaOperation? operation,
        NodeAnswer answer,
        InboundMessage? question,
        int status,
        TimeSpan duration
    )
    {
        KeyValuePair<string, object?> primitiveTag = new("primitive", PrimitiveOf(operation)),
            outcomeTag = new("outcome", answer.Outcome);
        PagoTelemetry.NodeCalls.Add(1, primitiveTag, outcomeTag);
        PagoTelemetry.NodeDuration.Record(duration.TotalSeconds, primitiveTag, outcomeTag);
        if (answer is { IsNoted: true, Organization: { } organization })
        {
            if (!answer.IsPlaced)
                await activity.PlaceAsync(organization);
        }
        else
        {
            var entry = EntryOf(http, Problem.CurrentTraceId(http), operation, answer, status);
            await activity.RecordAsync(
                entry,
                question,
                waitsForDisk: !answer.ChangedNothing,
                entry with
                {
                    Status = StatusCodes.Status500InternalServerError,
                    Outcome = OutcomeOf(NodeAnswer.None),
                    Code = ActivityWriter.Unavailable,
                }
            );
        }
    }

    /// <param name="traceId">Of the call, for who makes the entry where others' calls are answered as well.</param>
    public ActivityEntry EntryOf(HttpContext http, string traceId, PaOperation? operation, NodeAnswer answer, int status)
    {
        var now = clock.GetUtcNow();
        return new(
            answer.Organization ?? TenantSession.Platform,
            Guid.CreateVersion7(now),
            now,
            Actor,
            PrimitiveOf(operation),
            http.Request.Method,
            ActivityEntry.Cut(http.Request.Path, ActivityEntry.PathLengthMax)!,
            status,
            OutcomeOf(answer),
            traceId,
            ActivityEntry.Cut(answer.Resource, ActivityEntry.ResourceLengthMax),
            ActivityEntry.Cut(answer.Code ?? (answer.Response is null ? Failed : null), ActivityEntry.CodeLengthMax)
        );
    }

    private static string PrimitiveOf(PaOperation? operation) => operation?.SoapAction() ?? "unknown";

    /// <summary>The status is 200 also for a refusal.</summary>
    private static string OutcomeOf(NodeAnswer answer) =>
        answer.Response switch
        {
            null => "failed",
            FaultResponse => "refused",
            _ => "succeeded",
        };
}

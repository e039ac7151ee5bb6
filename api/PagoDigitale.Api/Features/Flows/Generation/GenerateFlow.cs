using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>
/// Valid rows → positions, chunk by chunk. A chunk is one transaction that writes everything of its rows and marks them
/// generated, so after a kill the next run goes on with the rows that are still valid: nothing is lost, nothing comes twice,
/// only the notice numbers of the broken chunk are skipped.
/// </summary>
public sealed class GenerateFlow(TenantScopes scopes, AppDataSource source, TimeProvider clock) : IJobHandler
{
    public const int ChunkRows = 20_000;

    public static string Kind => "flow.generate";

    public Task RunAsync(Job job, CancellationToken ct) => RunAsync(job, ChunkRows, ct);

    public async Task RunAsync(Job job, int chunkRows, CancellationToken ct)
    {
        var id = job.Read<FlowJob>().FlowId;
        await using var alone = await FlowGuard.TakeAsync(source, id, ct);
        while (await AdvanceAsync(job.Organization, id, chunkRows, ct))
            ct.ThrowIfCancellationRequested();
    }

    /// <summary>False when the flow has come to its end.</summary>
    private async Task<bool> AdvanceAsync(string organization, Guid id, int chunkRows, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        if (await scope.Get<FlowLookup>().FindAsync(id, forUpdate: true, ct) is not { State: FlowState.Generating } flow)
            return false;
        var isMore = await scope.Get<FlowChunkWriter>().WriteAsync(flow, chunkRows, ct);
        if (isMore.Error is { } error)
            await FailAsync(scope, flow, error, ct);
        else if (!isMore.Value)
            await FinishAsync(scope, flow, ct);
        await scope.CommitAsync(ct);
        return isMore.Value;
    }

    /// <summary>Trying again by itself would not help: a person mends what is missing and confirms the flow again.</summary>
    private static async Task FailAsync(TenantScope scope, FlowRecord flow, ApiError error, CancellationToken ct)
    {
        var failure = new Failure
        {
            Code = error.Code,
            Message = FlowsTexts.GenerationStopped.With(error.Title),
            Remedy = FlowsTexts.MendAndConfirm.With(error.Detail),
        };
        await scope.Session.ExecuteAsync(
            "UPDATE flows SET state = $3, failure = $4, version = version + 1 WHERE organization_id = $1 AND flow_id = $2",
            ct,
            scope.Session.Organization,
            flow.Id,
            StateText.Of(FlowLifeCycle.Decide(flow.State, FlowEvent.Fail).State),
            UploadFlowHandler.Json(failure)
        );
        await scope.Get<FlowEventWriter>().EmitAsync(flow.Id, f => new FlowFailed(f, failure.Code), ct);
    }

    private async Task FinishAsync(TenantScope scope, FlowRecord flow, CancellationToken ct)
    {
        var @event = flow.Counts.Rejected > 0 ? FlowEvent.CompleteWithRejects : FlowEvent.Complete;
        await scope.Session.ExecuteAsync(
            "UPDATE flows SET state = $3, completed_at = $4, version = version + 1 WHERE organization_id = $1 AND flow_id = $2",
            ct,
            scope.Session.Organization,
            flow.Id,
            StateText.Of(FlowLifeCycle.Decide(flow.State, @event).State),
            clock.GetUtcNow()
        );
        await scope.Get<FlowEventWriter>().EmitAsync(flow.Id, f => new FlowCompleted(f), ct);
    }
}

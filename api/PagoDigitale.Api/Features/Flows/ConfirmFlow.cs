using PagoDigitale.Api.Features.Flows.Generation;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

public sealed class ConfirmFlowHandler(
    TenantSession session,
    FlowLookup flows,
    NoticeNumberWriter numbers,
    JobQueue jobs,
    FlowEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: true, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        var decision = FlowLifeCycle.Decide(record.State, FlowEvent.Generate);
        if (decision.IsRefused || (record.State == FlowState.Failed && record.ConfirmedAt is null))
            return FlowNotReady.Of(record.State);
        if (!decision.IsMoved)
            return record.ToModel(clock.GetUtcNow());
        if (record.Counts.Valid == 0)
            return ApiError.Conflict("flow-without-valid-rows", FlowsTexts.NoValidRows, FlowsTexts.NothingToGenerate);
        if (await numbers.RefusalAsync(ct) is { } unable)
            return unable;
        var now = clock.GetUtcNow();
        await session.ExecuteAsync(
            """
            UPDATE flows SET state = $3, confirmed_at = $4, started_at = $4, failure = NULL, version = version + 1
                WHERE organization_id = $1 AND flow_id = $2
            """,
            ct,
            session.Organization,
            record.Id,
            StateText.Of(decision.State),
            now
        );
        await jobs.EnqueueAsync(
            GenerateFlow.Kind,
            new FlowJob(record.Id),
            record.Id.ToString("N"),
            ct,
            lane: FlowLane.OfRows(record.Counts.Valid)
        );
        return (await events.EmitAsync(record.Id, f => new FlowConfirmed(f), ct)).ToModel(now);
    }
}

using FluentValidation;
using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>New parameters may change every verdict, so the file is read and checked again; rows excluded by hand stay excluded.</summary>
public sealed class ChangeFlowHandler(
    TenantSession session,
    FlowQueries flows,
    FlowReferenceQueries references,
    JobQueue jobs,
    EventLog events,
    IValidator<FlowChange> validator,
    TimeProvider clock
)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, MergePatch<FlowChange> patch, string? ifMatch, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: true, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        if (EntityTag.Check(ifMatch, record.Version) is { } stale)
            return stale;
        if (FlowLifeCycle.Decide(record.State, FlowEvent.Recheck) is not { IsMoved: true } decision)
            return NotReady(record.State);
        var outcome = patch.ApplyTo(ChangeableOf(record.Parameters), validator);
        if (outcome.Error is { } invalid)
            return invalid;
        var changed = Apply(outcome.Value!);
        // What the caller leaves alone is not held against the change: the service may have been closed since.
        if (
            await references.CheckAsync(
                New(changed.UnitCode, record.Parameters.UnitCode),
                New(changed.ServiceCode, record.Parameters.ServiceCode),
                ct
            ) is
            { } unknown
        )
            return unknown;
        var isRechecked = changed with { UnitCode = null } != record.Parameters with { UnitCode = null };
        await session.ExecuteAsync(
            """
            UPDATE flows SET parameters = $3, state = $4, processed_rows = 0, version = version + 1 WHERE organization_id = $1
                AND flow_id = $2
            """,
            ct,
            session.Organization,
            record.Id,
            UploadFlowHandler.Json(changed),
            StateText.Of(isRechecked ? decision.State : record.State)
        );
        if (isRechecked)
            await jobs.EnqueueAsync(
                ValidateFlow.Kind,
                new FlowJob(record.Id),
                record.Id.ToString("N"),
                ct,
                lane: FlowLane.OfFile(record.SizeBytes)
            );
        await events.EmitAsync("flow.changed", "flow", record.PublicId, new { }, ct);
        return (await flows.FindAsync(record.Id, forUpdate: false, ct))!.ToModel(clock.GetUtcNow());
    }

    private static string? New(string? wanted, string? current) => wanted == current ? null : wanted;

    public static ApiError NotReady(FlowState state) =>
        ApiError.Conflict(
            "flow-not-ready",
            "The flow is not ready",
            $"This can be done while the flow is 'ready'; it is '{StateText.Of(state)}'. {(state is FlowState.Received or FlowState.Validating ? "Wait until its rows have been checked." : "")}".TrimEnd()
        );

    private static FlowChange ChangeableOf(FlowParameters p) =>
        new()
        {
            ServiceCode = p.ServiceCode,
            Description = p.Description,
            DefaultDueDate = p.DefaultDueDate,
            ValidUntil = p.ValidUntil,
            OpenEnded = p.OpenEnded,
            GroupByDebtor = p.GroupByDebtor,
            CommonDescription = p.CommonDescription,
            UnitCode = p.UnitCode,
            Encoding = p.Encoding,
        };

    private static FlowParameters Apply(FlowChange change) =>
        new()
        {
            ServiceCode = change.ServiceCode,
            Description = change.Description,
            DefaultDueDate = change.DefaultDueDate,
            ValidUntil = change.ValidUntil,
            OpenEnded = change.OpenEnded ?? false,
            GroupByDebtor = change.GroupByDebtor ?? false,
            CommonDescription = change.CommonDescription,
            UnitCode = change.UnitCode,
            Encoding = change.Encoding,
        };
}

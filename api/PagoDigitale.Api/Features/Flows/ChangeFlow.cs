using FluentValidation;
using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowChange
{
    [NullRemoves]
    public string? ServiceCode { get; init; }

    [NullRemoves, Printed]
    public string? Description { get; init; }

    [NullRemoves]
    public DateOnly? DefaultDueDate { get; init; }

    [NullRemoves]
    public DateOnly? ValidUntil { get; init; }

    public bool? OpenEnded { get; init; }
    public bool? GroupByDebtor { get; init; }

    [NullRemoves, Printed]
    public string? CommonDescription { get; init; }

    [NullRemoves]
    public string? UnitCode { get; init; }

    [NullRemoves]
    public string? Encoding { get; init; }
}

public sealed class FlowChangeValidator : AbstractValidator<FlowChange>
{
    public FlowChangeValidator()
    {
        RuleFor(x => x.ServiceCode).MustBeCode();
        RuleFor(x => x.UnitCode).MustBeCode();
        RuleFor(x => x.Description).IsTextUpTo(140);
        RuleFor(x => x.CommonDescription).IsTextUpTo(140);
        RuleFor(x => x.Encoding).MustBeEncoding();
    }
}

/// <summary>New parameters may change every verdict, so the file is read and checked again; rows excluded by hand stay excluded.</summary>
public sealed class ChangeFlowHandler(
    TenantSession session,
    FlowLookup flows,
    FlowReferenceQueries references,
    JobQueue jobs,
    FlowEventWriter events,
    IValidator<FlowChange> validator,
    TimeProvider clock
)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, MergePatch<FlowChange> patch, string? ifMatch, CancellationToken ct) =>
        await patch.ChangeAsync(
            ifMatch,
            await flows.FindAsync(flow, forUpdate: true, ct),
            record => ChangeableOf(record.Parameters),
            validator,
            (record, change) => WriteAsync(record, Apply(change), ct),
            record => FlowLifeCycle.Decide(record.State, FlowEvent.Recheck).IsMoved ? null : FlowNotReady.Of(record.State)
        );

    private async Task<Outcome<FlowModel>?> WriteAsync(FlowRecord record, FlowParameters changed, CancellationToken ct)
    {
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
            StateText.Of(isRechecked ? FlowLifeCycle.Decide(record.State, FlowEvent.Recheck).State : record.State)
        );
        if (isRechecked)
            await jobs.EnqueueAsync(
                ValidateFlow.Kind,
                new FlowJob(record.Id),
                record.Id.ToString("N"),
                ct,
                lane: FlowLane.OfFile(record.SizeBytes)
            );
        return (await events.EmitAsync(record.Id, f => new FlowChanged(f), ct)).ToModel(clock.GetUtcNow());
    }

    private static string? New(string? wanted, string? current) => wanted == current ? null : wanted;

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

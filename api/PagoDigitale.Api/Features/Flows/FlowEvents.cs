using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Flows;

public abstract record FlowTold(FlowRecord Flow) : EventData
{
    protected FlowRecord Flow { get; } = Flow;

    public string FlowId => Flow.PublicId;
    public string? ExternalId => Flow.ExternalId;
    public string FileName => Flow.FileName;
    public FlowState State => Flow.State;
    public int RowsCount => Flow.Counts.Rows;
    public int ValidCount => Flow.Counts.Valid;
    public int RejectedCount => Flow.Counts.Rejected;
    public int ExcludedCount => Flow.Counts.Excluded;
    public int GeneratedCount => Flow.Counts.Generated;
    public long ValidCents => Flow.Amounts.ValidCents;
    public long GeneratedCents => Flow.Amounts.GeneratedCents;

    protected override string SubjectId => FlowId;
}

[Event("flow.received", "A flow came.")]
public sealed record FlowReceived(FlowRecord Flow) : FlowTold(Flow)
{
    public long SizeBytes => Flow.SizeBytes;
}

[Event("flow.ready", "A flow was checked and can be looked at and confirmed.")]
public sealed record FlowReady(FlowRecord Flow) : FlowTold(Flow);

[Event("flow.changed", "What holds for all rows of a flow was changed.")]
public sealed record FlowChanged(FlowRecord Flow) : FlowTold(Flow);

[Event("flow.rows-excluded", "Rows of a flow were left out.")]
public sealed record FlowRowsExcluded(FlowRecord Flow, int MovedRowsCount) : FlowTold(Flow);

[Event("flow.rows-included", "Rows of a flow that were left out are in again.")]
public sealed record FlowRowsIncluded(FlowRecord Flow, int MovedRowsCount) : FlowTold(Flow);

[Event("flow.confirmed", "The positions of a flow were asked for.")]
public sealed record FlowConfirmed(FlowRecord Flow) : FlowTold(Flow);

[Event("flow.cancelled", "A flow was given up before it was confirmed.")]
public sealed record FlowCancelled(FlowRecord Flow) : FlowTold(Flow);

/// <summary>
/// In the transaction that made them, up to twenty thousand rows at a time. The positions are found by <c>listPositions</c> and their
/// notices by <c>listNotices</c>, by <c>flowId</c>: there is no <c>position.created</c> for each, which would cost as much as the
/// position (decision 0022).
/// </summary>
/// <param name="PositionsCount">Made now; rows that are grouped by debtor make one position together.</param>
/// <param name="AmountCents">What they ask for.</param>
/// <param name="FirstRowNumber">Of the rows that were made now.</param>
[Event("flow.positions-created", "Positions of a flow are made; listPositions by flowId lists them.")]
public sealed record FlowPositionsCreated(FlowRecord Flow, int PositionsCount, long AmountCents, int FirstRowNumber, int LastRowNumber)
    : FlowTold(Flow);

[Event("flow.completed", "All positions of a flow are made.")]
public sealed record FlowCompleted(FlowRecord Flow) : FlowTold(Flow);

/// <param name="Code">Of the failure of the flow.</param>
[Event("flow.failed", "A flow could not be read or made.")]
public sealed record FlowFailed(FlowRecord Flow, string Code) : FlowTold(Flow);

using static PagoDigitale.Core.LifeCycles.ReconciliationJobEvent;
using static PagoDigitale.Core.LifeCycles.ReconciliationJobState;

namespace PagoDigitale.Core.LifeCycles;

public enum ReconciliationJobState
{
    Queued,
    Running,
    Completed,
    Failed,
}

public enum ReconciliationJobEvent
{
    Start,
    Complete,
    Fail,
}

/// <summary>A run whose worker died is run again and starts where it was; one that failed stays so, and another is asked for.</summary>
public static class ReconciliationJobLifeCycle
{
    public static LifeCycle<ReconciliationJobState, ReconciliationJobEvent> Table { get; } =
        new(
            "reconciliation-job",
            Queued,
            [([Queued], Start, Running), ([Running], Complete, Completed), ([Queued, Running], Fail, Failed)]
        );

    public static Decision<ReconciliationJobState> Decide(ReconciliationJobState state, ReconciliationJobEvent @event) =>
        Table.Decide(state, @event);
}

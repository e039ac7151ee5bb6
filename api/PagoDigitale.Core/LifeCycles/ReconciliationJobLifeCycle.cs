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

    /// <summary>The worker's lease ran out, or an operator asks for another attempt.</summary>
    Requeue,
}

public static class ReconciliationJobLifeCycle
{
    public static LifeCycle<ReconciliationJobState, ReconciliationJobEvent> Table { get; } =
        new(
            "reconciliation-job",
            Queued,
            [
                ([Queued], Start, Running),
                ([Running], Complete, Completed),
                ([Queued, Running], Fail, Failed),
                ([Running, Failed], Requeue, Queued),
            ]
        );

    public static Decision<ReconciliationJobState> Decide(ReconciliationJobState state, ReconciliationJobEvent @event) =>
        Table.Decide(state, @event);
}

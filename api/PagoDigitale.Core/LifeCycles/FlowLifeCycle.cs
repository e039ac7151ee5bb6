using static PagoDigitale.Core.LifeCycles.FlowEvent;
using static PagoDigitale.Core.LifeCycles.FlowState;

namespace PagoDigitale.Core.LifeCycles;

public enum FlowState
{
    Received,
    Validating,

    /// <summary>The preview can be read and rows can be excluded.</summary>
    Ready,
    Generating,
    Completed,
    CompletedWithRejects,
    Failed,
    Cancelled,
}

public enum FlowEvent
{
    Validate,
    MakeReady,
    Generate,
    Complete,
    CompleteWithRejects,
    Fail,
    Cancel,

    /// <summary>The parameters were changed: the rows are read and checked again.</summary>
    Recheck,
}

/// <summary>
/// While positions are being generated a flow cannot be cancelled: it ends one way or the other, then its positions can be.
/// </summary>
public static class FlowLifeCycle
{
    public static LifeCycle<FlowState, FlowEvent> Table { get; } =
        new(
            "flow",
            Received,
            [
                ([Received], Validate, Validating),
                ([Validating], MakeReady, Ready),
                ([Ready], Generate, Generating),
                // Confirmed again after generation failed. ConfirmFlow refuses flows that failed before they were ready.
                ([Failed], Generate, Generating),
                ([Generating], Complete, Completed),
                ([Generating], CompleteWithRejects, CompletedWithRejects),
                ([Received, Validating, Generating], Fail, Failed),
                ([Received, Validating, Ready, Failed], Cancel, Cancelled),
                ([Ready], Recheck, Received),
                // Confirming again what was confirmed and done is no mistake.
                ([Completed], Generate, Completed),
                ([CompletedWithRejects], Generate, CompletedWithRejects),
            ]
        );

    public static Decision<FlowState> Decide(FlowState state, FlowEvent @event) => Table.Decide(state, @event);
}

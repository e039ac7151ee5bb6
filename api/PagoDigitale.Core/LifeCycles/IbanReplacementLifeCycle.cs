using static PagoDigitale.Core.LifeCycles.IbanReplacementEvent;
using static PagoDigitale.Core.LifeCycles.IbanReplacementState;

namespace PagoDigitale.Core.LifeCycles;

public enum IbanReplacementState
{
    Scheduled,
    Running,
    Completed,
    Cancelled,
    Failed,
}

public enum IbanReplacementEvent
{
    /// <summary>The first day has come.</summary>
    Start,
    Complete,
    Cancel,

    /// <summary>The new account cannot be used any more.</summary>
    Fail,
}

/// <summary>
/// An account put in the place of another on everything unpaid. Once it has begun it is undone by replacing the other way round.
/// </summary>
public static class IbanReplacementLifeCycle
{
    public static LifeCycle<IbanReplacementState, IbanReplacementEvent> Table { get; } =
        new(
            "iban-replacement",
            Scheduled,
            [
                ([Scheduled], Start, Running),
                ([Running], Complete, Completed),
                ([Scheduled], Cancel, Cancelled),
                ([Scheduled, Running], Fail, Failed),
            ]
        );

    public static Decision<IbanReplacementState> Decide(IbanReplacementState state, IbanReplacementEvent @event) =>
        Table.Decide(state, @event);
}

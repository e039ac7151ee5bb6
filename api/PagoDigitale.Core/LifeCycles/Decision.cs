namespace PagoDigitale.Core.LifeCycles;

public enum DecisionKind
{
    /// <summary>The event changes the state.</summary>
    Moved,

    /// <summary>The event had already happened: repeating it succeeds and changes nothing.</summary>
    AlreadyThere,

    /// <summary>The event is not allowed in this state: a conflict that names both.</summary>
    Refused,
}

/// <param name="Kind">What came of the event.</param>
/// <param name="State">The state afterwards; the one before when nothing changed.</param>
public readonly record struct Decision<TState>(DecisionKind Kind, TState State)
    where TState : struct, Enum
{
    public bool IsMoved => Kind == DecisionKind.Moved;

    public bool IsRefused => Kind == DecisionKind.Refused;
}

using System.Text;

namespace PagoDigitale.Core.LifeCycles;

/// <summary>One row of a life cycle. A row that stays where it is says that the event has nothing left to do there.</summary>
public readonly record struct Transition<TState, TEvent>(TState From, TEvent Event, TState To)
    where TState : struct, Enum
    where TEvent : struct, Enum;

/// <summary>
/// A life cycle is a table: from, event, to. A cell without a row is refused, unless the state is one the event leads to:
/// then the event had already happened and repeating it succeeds.
/// </summary>
public sealed class LifeCycle<TState, TEvent>
    where TState : struct, Enum
    where TEvent : struct, Enum
{
    private readonly Dictionary<(TState, TEvent), TState> _moves = [];
    private readonly HashSet<(TState, TEvent)> _outcomes = [];
    private readonly List<Transition<TState, TEvent>> _rows = [];

    internal LifeCycle(string resource, TState initial, IEnumerable<(TState[] From, TEvent Event, TState To)> table)
    {
        Resource = resource;
        Initial = initial;
        foreach (var (froms, @event, to) in table)
        {
            foreach (var from in froms)
            {
                _moves.Add((from, @event), to);
                _rows.Add(new(from, @event, to));
                if (!Same(from, to))
                    _outcomes.Add((to, @event));
            }
        }
    }

    public string Resource { get; }

    public TState Initial { get; }

    public IReadOnlyList<Transition<TState, TEvent>> Transitions => _rows;

    public Decision<TState> Decide(TState state, TEvent @event)
    {
        if (_moves.TryGetValue((state, @event), out var to))
            return new(Same(state, to) ? DecisionKind.AlreadyThere : DecisionKind.Moved, to);
        return new(_outcomes.Contains((state, @event)) ? DecisionKind.AlreadyThere : DecisionKind.Refused, state);
    }

    /// <summary>The states the event changes, for conditional updates in SQL.</summary>
    public IReadOnlyList<TState> StatesMovedBy(TEvent @event) =>
        [
            .. _rows
                .Where(row => EqualityComparer<TEvent>.Default.Equals(row.Event, @event) && !Same(row.From, row.To))
                .Select(row => row.From),
        ];

    /// <summary>
    /// Every cell of these events that is not refused, those where nothing is left to do among them, for conditional updates of
    /// sets.
    /// </summary>
    public IReadOnlyList<Transition<TState, TEvent>> Taken(params TEvent[] events) =>
        [
            .. from @event in events
            from state in Enum.GetValues<TState>()
            let decision = Decide(state, @event)
            where !decision.IsRefused
            select new Transition<TState, TEvent>(state, @event, decision.State),
        ];

    public bool IsFinal(TState state) => !_rows.Any(row => Same(row.From, state) && !Same(row.To, state));

    public string ToMermaid()
    {
        var text = new StringBuilder("stateDiagram-v2\n");
        // Aliases, because older Mermaid versions do not take a hyphen inside a state's name.
        foreach (var state in Enum.GetValues<TState>())
            text.Append(null, $"    state \"{StateText.Of(state)}\" as {state}\n");
        text.Append(null, $"    [*] --> {Initial}\n");
        foreach (var row in _rows.Where(row => !Same(row.From, row.To)))
            text.Append(null, $"    {row.From} --> {row.To} : {StateText.Of(row.Event)}\n");
        foreach (var state in Enum.GetValues<TState>().Where(IsFinal))
            text.Append(null, $"    {state} --> [*]\n");
        return text.ToString();
    }

    private static bool Same(TState one, TState other) => EqualityComparer<TState>.Default.Equals(one, other);
}

using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Tests.LifeCycles;

/// <summary>The diagrams in specs/lifecycles are generated from the tables.</summary>
public sealed class LifeCycleDiagramTests
{
    [Fact]
    public void The_instalment_diagram_is_current() => Compare(InstalmentLifeCycle.Table);

    [Fact]
    public void The_flow_diagram_is_current() => Compare(FlowLifeCycle.Table);

    [Fact]
    public void The_rendicontazione_diagram_is_current() => Compare(RendicontazioneLifeCycle.Table);

    [Fact]
    public void The_reconciliation_job_diagram_is_current() => Compare(ReconciliationJobLifeCycle.Table);

    [Fact]
    public void The_iban_replacement_diagram_is_current() => Compare(IbanReplacementLifeCycle.Table);

    private static void Compare<TState, TEvent>(LifeCycle<TState, TEvent> table)
        where TState : struct, Enum
        where TEvent : struct, Enum => GeneratedPage.ShouldBeCurrent($"lifecycles/{table.Resource}.md", Page(table));

    private static string Page<TState, TEvent>(LifeCycle<TState, TEvent> table)
        where TState : struct, Enum
        where TEvent : struct, Enum
    {
        var events = Enum.GetValues<TEvent>();
        var header = $"| state | {string.Join(" | ", events.Select(StateText.Of))} |\n|---|{string.Concat(events.Select(_ => "---|"))}\n";
        var rows = Enum.GetValues<TState>()
            .Select(state =>
                $"| **{StateText.Of(state)}** | {string.Join(" | ", events.Select(@event => Cell(table.Decide(state, @event))))} |\n"
            );
        return $"# Life cycle: {table.Resource}\n\n"
            + "Generated from the table in `PagoDigitale.Core.LifeCycles` by its test; don't edit by hand.\n\n"
            + $"```mermaid\n{table.ToMermaid()}```\n\n"
            + "A cell names the state reached; `=` means that the event had already happened and repeating it succeeds; an empty "
            + "cell is refused.\n\n"
            + header
            + string.Concat(rows);
    }

    private static string Cell<TState>(Decision<TState> decision)
        where TState : struct, Enum =>
        decision.Kind switch
        {
            DecisionKind.Moved => StateText.Of(decision.State),
            DecisionKind.AlreadyThere => "=",
            _ => " ",
        };
}

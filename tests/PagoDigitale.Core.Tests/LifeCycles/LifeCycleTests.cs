using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Tests.LifeCycles;

/// <summary>
/// Every cell of every life cycle, one row for each state and one column for each event in order of declaration:
/// the state reached, "=" when the event has already happened, "x" when it is refused.
/// </summary>
public sealed class LifeCycleTests
{
    [Fact]
    public void Every_cell_of_an_instalment() =>
        Check(
            InstalmentLifeCycle.Table,
            """
            draft      | unpaid paid x    reported paid x          x    x    x      x       cancelled x      replaced  x    x
            unpaid     | =      paid paid reported paid x          x    x    =      expired cancelled =      replaced  void =
            paid       | x      =    =    reported =    reconciled =    =    unpaid x       x         x      x         x    x
            reported   | x      =    x    =        x    reconciled =    paid unpaid x       x         x      x         x    x
            reconciled | x      =    x    =        x    =          paid x    x      x       x         x      x         x    x
            expired    | x      paid paid reported paid x          x    x    x      =       cancelled unpaid replaced  void x
            cancelled  | x      paid x    reported paid x          x    x    x      x       =         unpaid x         x    x
            replaced   | x      paid x    reported paid x          x    x    x      x       x         x      =         x    x
            void       | x      paid x    reported paid x          x    x    x      x       x         x      x        =    unpaid
            """
        );

    [Fact]
    public void Every_cell_of_a_flow() =>
        Check(
            FlowLifeCycle.Table,
            """
            received               | validating x     x          x         x                      failed cancelled =
            validating             | =          ready x          x         x                      failed cancelled x
            ready                  | x          =     generating x         x                      x      cancelled received
            generating             | x          x     =          completed completed-with-rejects failed x         x
            completed              | x          x     =          =         x                      x      x         x
            completed-with-rejects | x          x     =          x         =                      x      x         x
            failed                 | x          x     generating x         x                      =      cancelled x
            cancelled              | x          x     x          x         x                      x      =         x
            """
        );

    [Fact]
    public void Every_cell_of_a_rendicontazione() =>
        Check(
            RendicontazioneLifeCycle.Table,
            """
            received    | parsed quarantined x       x         x      superseded
            parsed      | =      x           matched anomalous =      superseded
            matched     | x      x           =       anomalous parsed superseded
            anomalous   | x      x           matched =         parsed superseded
            quarantined | parsed =           x       x         x      superseded
            superseded  | x      x           x       x         x      =
            """
        );

    [Fact]
    public void Every_cell_of_a_reconciliation_job() =>
        Check(
            ReconciliationJobLifeCycle.Table,
            """
            queued    | running x         failed
            running   | =       completed failed
            completed | x       =         x
            failed    | x       x         =
            """
        );

    [Fact]
    public void Every_cell_of_an_iban_replacement() =>
        Check(
            IbanReplacementLifeCycle.Table,
            """
            scheduled | running x         cancelled failed
            running   | =       completed x         failed
            completed | x       =         x         x
            cancelled | x       x         =         x
            failed    | x       x         x         =
            """
        );

    [Theory]
    [InlineData(InstalmentState.Paid, true)]
    [InlineData(InstalmentState.Reported, true)]
    [InlineData(InstalmentState.Reconciled, true)]
    [InlineData(InstalmentState.Expired, false)]
    [InlineData(InstalmentState.Draft, false)]
    public void Settled_means_that_money_has_moved(InstalmentState state, bool expected) =>
        InstalmentLifeCycle.IsSettled(state).ShouldBe(expected);

    [Fact]
    public void The_states_an_event_moves_are_listed_for_conditional_updates()
    {
        InstalmentLifeCycle.Table.StatesMovedBy(InstalmentEvent.Reopen).ShouldBe([InstalmentState.Expired, InstalmentState.Cancelled]);
        InstalmentLifeCycle.Table.StatesMovedBy(InstalmentEvent.Pay).ShouldNotContain(InstalmentState.Reported);
        ReconciliationJobLifeCycle
            .Table.Taken(ReconciliationJobEvent.Start)
            .Select(t => (t.From, t.To))
            .ShouldBe([
                (ReconciliationJobState.Queued, ReconciliationJobState.Running),
                (ReconciliationJobState.Running, ReconciliationJobState.Running),
            ]);
        FlowLifeCycle.Table.IsFinal(FlowState.Completed).ShouldBeTrue();
        FlowLifeCycle.Table.IsFinal(FlowState.Failed).ShouldBeFalse();
    }

    [Fact]
    public void States_have_one_text_each_way()
    {
        StateText.Of(FlowState.CompletedWithRejects).ShouldBe("completed-with-rejects");
        StateText.Parse<FlowState>("completed-with-rejects").ShouldBe(FlowState.CompletedWithRejects);
        StateText.All<ReconciliationJobState>().ShouldBe(["queued", "running", "completed", "failed"]);
        foreach (var state in Enum.GetValues<PositionState>())
            StateText.Parse<PositionState>(StateText.Of(state)).ShouldBe(state);
        StateText.TryParse<FlowState>("CompletedWithRejects", out _).ShouldBeFalse();
        StateText.TryParse<FlowState>(null, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => StateText.Parse<FlowState>("0")).Message.ShouldContain("received, validating");
        Should.Throw<ArgumentOutOfRangeException>(() => StateText.Of((FlowState)99));
    }

    private static void Check<TState, TEvent>(LifeCycle<TState, TEvent> table, string expected)
        where TState : struct, Enum
        where TEvent : struct, Enum
    {
        var rows = expected.Split('\n').Select(line => line.Split('|'));
        var seen = new List<TState>();
        foreach (var row in rows)
        {
            var from = StateText.Parse<TState>(row[0].Trim());
            seen.Add(from);
            var cells = row[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var found = Enum.GetValues<TEvent>().Select(@event => Cell(table.Decide(from, @event), from));
            found.ShouldBe(cells, $"from {row[0].Trim()}");
        }
        seen.ShouldBe(Enum.GetValues<TState>());
    }

    private static string Cell<TState>(Decision<TState> decision, TState from)
        where TState : struct, Enum
    {
        if (!decision.IsMoved)
            decision.State.ShouldBe(from);
        return decision.Kind switch
        {
            DecisionKind.Moved => StateText.Of(decision.State),
            DecisionKind.AlreadyThere => "=",
            _ => "x",
        };
    }
}

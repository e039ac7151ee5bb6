using static PagoDigitale.Core.LifeCycles.InstalmentState;

namespace PagoDigitale.Core.LifeCycles;

/// <summary>
/// What is known of the money of an instalment, and the state it has for it. Reported and reconciled are said of all
/// transfers to the organization's own accounts: each is in a flow of its own account, so one does not speak for the others.
/// </summary>
public sealed record InstalmentMoney
{
    public required InstalmentState State { get; init; }

    /// <summary>Transfers to this organization's own accounts; those of others are in flows of theirs, digital stamps in none.</summary>
    public required int OwnTransfers { get; init; }

    /// <summary>Of them, told by a current rendicontazione, or brought by a transfer of their own.</summary>
    public required int Reported { get; init; }

    /// <summary>Of these, with a treasury movement or a reversale.</summary>
    public required int Transferred { get; init; }

    /// <summary>A receipt that tells of the whole payment.</summary>
    public required bool HasReceipt { get; init; }

    public bool WasInPart { get; init; }

    public bool IsReleased { get; init; }

    public InstalmentState? BeforeReport { get; init; }

    /// <summary>The state it comes to by events of the life cycle, and whether its money is known in part only.</summary>
    public (InstalmentState State, bool IsInPart) Target()
    {
        var isWhole = OwnTransfers > 0 && Reported == OwnTransfers;
        var isInPart = !HasReceipt && !isWhole && Reported > 0;
        var state = State;
        foreach (var @event in Way(isWhole, isInPart))
        {
            var decision = InstalmentLifeCycle.Decide(state, @event);
            if (decision.IsRefused)
                throw new InvalidOperationException(
                    $"An instalment that is {StateText.Of(State)} has no way over {StateText.Of(@event)} from {StateText.Of(state)}."
                );
            state = decision.State;
        }
        return (state, isInPart);
    }

    private IEnumerable<InstalmentEvent> Way(bool isWhole, bool isInPart)
    {
        if (isWhole && Transferred == OwnTransfers)
            return [InstalmentEvent.Report, InstalmentEvent.Reconcile];
        List<InstalmentEvent> way = State == Reconciled ? [InstalmentEvent.Unreconcile] : [];
        if (isWhole)
            return [.. way, InstalmentEvent.Report];
        if (HasReceipt)
            return State == InstalmentState.Reported ? [InstalmentEvent.WithdrawReport] : way;
        if (isInPart)
            return State == InstalmentState.Reported ? [InstalmentEvent.WithdrawReport] : [.. way, InstalmentEvent.ReportInPart];
        if (!InstalmentLifeCycle.IsSettled(State))
            return [];
        way.Add(InstalmentEvent.WithdrawPayment);
        if (IsReleased)
            way.Add(
                BeforeReport switch
                {
                    Replaced => InstalmentEvent.Replace,
                    InstalmentState.Void => InstalmentEvent.Void,
                    _ => InstalmentEvent.Cancel,
                }
            );
        return way;
    }
}

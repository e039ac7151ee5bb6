namespace PagoDigitale.Core.LifeCycles;

public enum PositionState
{
    Draft,

    /// <summary>Its first day of validity has not come yet.</summary>
    Published,
    Payable,
    PartiallyPaid,
    Paid,
    Reported,
    Reconciled,
    Expired,
    Cancelled,
}

/// <summary>A position has no state of its own: it is computed here from its instalments, and nowhere else.</summary>
public static class PositionStates
{
    /// <param name="instalments">
    /// All of them, of all payment options: those of the option that is owed count (<see cref="PaymentOptions"/>), and of these not those
    /// cancelled or replaced as long as others are left.
    /// </param>
    /// <param name="validFrom">First day, in Rome, on which the position can be paid; null when it always can.</param>
    /// <param name="today">Legal date in Rome.</param>
    public static PositionState Compute(IReadOnlyCollection<OptionInstalment> instalments, DateOnly? validFrom, DateOnly today)
    {
        Span<int> counts = stackalloc int[9];
        var (total, isAnyInPart) = (0, false);
        foreach (var instalment in PaymentOptions.Counted(instalments))
        {
            counts[(int)instalment.State]++;
            isAnyInPart |= instalment.IsInPart;
            total++;
        }
        if (total == 0)
            return PositionState.Draft;
        var paid = counts[(int)InstalmentState.Paid];
        var reported = counts[(int)InstalmentState.Reported];
        var settled = paid + reported + counts[(int)InstalmentState.Reconciled];
        // Void ones count where nothing is owed any more: they are as gone as the rest.
        var live =
            total - counts[(int)InstalmentState.Cancelled] - counts[(int)InstalmentState.Replaced] - counts[(int)InstalmentState.Void];
        if (live == 0)
            return PositionState.Cancelled;
        if (settled > 0 && (settled < live || isAnyInPart))
            return PositionState.PartiallyPaid;
        if (settled == live)
            return paid > 0 ? PositionState.Paid
                : reported > 0 ? PositionState.Reported
                : PositionState.Reconciled;
        if (counts[(int)InstalmentState.Unpaid] > 0)
            return Payability.IsNotYetValid(validFrom, today) ? PositionState.Published : PositionState.Payable;
        return counts[(int)InstalmentState.Expired] > 0 ? PositionState.Expired : PositionState.Draft;
    }

    /// <summary>
    /// In which states instalments of such a position can be that stand on the receivables or were paid: what <see cref="Compute"/> says,
    /// read the other way round. What is released can be beside anything.
    /// </summary>
    public static IReadOnlyList<InstalmentState> MayHave(PositionState state) =>
        state switch
        {
            PositionState.Draft => [InstalmentState.Draft],
            PositionState.Published or PositionState.Payable => [InstalmentState.Draft, InstalmentState.Unpaid, InstalmentState.Expired],
            PositionState.Paid => [InstalmentState.Paid, InstalmentState.Reported, InstalmentState.Reconciled],
            PositionState.Reported => [InstalmentState.Reported, InstalmentState.Reconciled],
            PositionState.Reconciled => [InstalmentState.Reconciled],
            PositionState.Expired => [InstalmentState.Draft, InstalmentState.Expired],
            PositionState.Cancelled => [],
            _ => Enum.GetValues<InstalmentState>(),
        };
}

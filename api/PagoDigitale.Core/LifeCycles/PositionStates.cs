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
    private static readonly InstalmentState[] Gone = [InstalmentState.Cancelled, InstalmentState.Replaced];

    /// <param name="instalments">All of them; those cancelled or replaced do not count as long as others are left.</param>
    /// <param name="validFrom">First day, in Rome, on which the position can be paid; null when it always can.</param>
    /// <param name="today">Legal date in Rome.</param>
    /// <param name="isAnyInPart">The money of one of them is known in part only.</param>
    public static PositionState Compute(
        IEnumerable<InstalmentState> instalments,
        DateOnly? validFrom,
        DateOnly today,
        bool isAnyInPart = false
    )
    {
        Span<int> counts = stackalloc int[8];
        var total = 0;
        foreach (var state in instalments)
        {
            counts[(int)state]++;
            total++;
        }
        if (total == 0)
            return PositionState.Draft;
        var paid = counts[(int)InstalmentState.Paid];
        var reported = counts[(int)InstalmentState.Reported];
        var settled = paid + reported + counts[(int)InstalmentState.Reconciled];
        var live = total - counts[(int)InstalmentState.Cancelled] - counts[(int)InstalmentState.Replaced];
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

    /// <summary>In which states instalments of such a position can be: what <see cref="Compute"/> says, read the other way round.</summary>
    public static IReadOnlyList<InstalmentState> MayHave(PositionState state) =>
        state switch
        {
            PositionState.Draft => [InstalmentState.Draft, .. Gone],
            PositionState.Published or PositionState.Payable =>
            [
                InstalmentState.Draft,
                InstalmentState.Unpaid,
                InstalmentState.Expired,
                .. Gone,
            ],
            PositionState.Paid => [InstalmentState.Paid, InstalmentState.Reported, InstalmentState.Reconciled, .. Gone],
            PositionState.Reported => [InstalmentState.Reported, InstalmentState.Reconciled, .. Gone],
            PositionState.Reconciled => [InstalmentState.Reconciled, .. Gone],
            PositionState.Expired => [InstalmentState.Draft, InstalmentState.Expired, .. Gone],
            PositionState.Cancelled => Gone,
            _ => Enum.GetValues<InstalmentState>(),
        };
}

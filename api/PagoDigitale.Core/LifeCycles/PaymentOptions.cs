namespace PagoDigitale.Core.LifeCycles;

/// <summary>An instalment as those of other payment options see it.</summary>
/// <param name="Option">Which option it is of, from 1.</param>
/// <param name="IsReleased">
/// Nothing of it stands on the receivables: it was cancelled or replaced, or another option is the one that is owed.
/// </param>
/// <param name="IsInPart">Its money is known in part only.</param>
/// <param name="HasReceipt">
/// What paid it: of one that is not paid now it was given back, and money that comes again would be taken for a second payment.
/// </param>
public readonly record struct OptionInstalment(
    int Option,
    InstalmentState State,
    bool IsReleased = false,
    bool IsInPart = false,
    long AmountCents = 0,
    bool HasReceipt = false
)
{
    /// <summary>
    /// It can still be paid or published, and its option is not the one that is owed: a payment of it makes it that one.
    /// </summary>
    public bool IsAlternative => PaymentOptions.IsAlternative(State, IsReleased);

    /// <summary>
    /// What came for it is owed back, or was given back: the rest of its option would close the debt for less than it is.
    /// </summary>
    public bool IsSpent => InstalmentLifeCycle.IsSettled(State) ? IsReleased : HasReceipt;
}

/// <summary>What a way of paying is.</summary>
public enum PaymentOptionKind
{
    /// <summary>The whole at once.</summary>
    Single,

    /// <summary>In several instalments.</summary>
    Instalments,

    /// <summary>A down payment, and the rest in one instalment or more.</summary>
    DownPayment,

    /// <summary>Less than the whole, at once, for who pays in time.</summary>
    Reduced,
}

public enum PaymentOptionState
{
    Draft,
    Unpaid,
    PartiallyPaid,
    Paid,
    Reported,
    Reconciled,

    /// <summary>Another option of the position was paid, as a whole or in part.</summary>
    Void,
    Expired,
    Cancelled,
}

/// <summary>
/// Payment options are alternatives: a position is owed once, whichever is paid. One of them is owed, the others wait: of those nothing
/// is in the ledger. Money that comes for one makes it the one that is owed and the others void (SANP, payment options); what comes for a
/// void one all the same is owed back to the payer. Said here and nowhere else: for a position with its parts
/// and for sets.
/// </summary>
public static class PaymentOptions
{
    public const int OptionsMax = 10;

    /// <summary>
    /// An instalment that is replaced leaves its option, whose number another may have from then on: what comes for it all the same is owed
    /// back, and touches no way of paying that is offered.
    /// </summary>
    public static int RetiredFrom(int option) => option + OptionsMax;

    public static bool IsRetired(int option) => option > OptionsMax;

    /// <summary>The most that a body may grant: 72 monthly ones (law 160/2019, art. 1, paragraph 796).</summary>
    public const int InstalmentsOfOptionMax = 72;

    /// <summary>Of all options, as many as pagoPA's own registry of positions takes of one.</summary>
    public const int InstalmentsMax = 100;

    public static bool IsAlternative(InstalmentState state, bool isReleased) =>
        isReleased && state is (InstalmentState.Draft or InstalmentState.Unpaid or InstalmentState.Expired);

    /// <summary>What an option is of which nothing else is said.</summary>
    public static PaymentOptionKind KindOf(int instalments) => instalments == 1 ? PaymentOptionKind.Single : PaymentOptionKind.Instalments;

    /// <summary>The option that is owed; null when nothing of the position is, because it was cancelled.</summary>
    public static int? OwedOf(IEnumerable<OptionInstalment> instalments) =>
        instalments.Where(i => !i.IsReleased && IsOfPlan(i.State)).Select(i => (int?)i.Option).FirstOrDefault();

    /// <summary>
    /// What becomes of the instalments of a position after any of them changed. While something of the owed option is paid it stays, and
    /// the others are void, and not any more when that payment is taken back. Otherwise the first option that can be paid as a whole is
    /// owed; one for which something came that is owed back, or was given back, stays void.
    /// </summary>
    /// <param name="chosen">An option that is being paid: it is owed from here on, unless something of another one was paid before.</param>
    /// <returns>In their order.</returns>
    public static IReadOnlyList<OptionInstalment> Settle(IReadOnlyList<OptionInstalment> instalments, int? chosen = null)
    {
        var owed = NextOwed(instalments);
        var isBegun = instalments.Any(i => i.Option == owed && !i.IsReleased && InstalmentLifeCycle.IsSettled(i.State));
        if (chosen is not null && !isBegun)
            (owed, isBegun) = (chosen, true);
        if (owed is null)
            return instalments;
        var spent = instalments.Where(i => i.IsSpent).Select(i => i.Option).ToHashSet();
        return [.. instalments.Select(i => i.Option == owed ? Take(i) : Leave(i, isBegun || spent.Contains(i.Option)))];
    }

    /// <summary>
    /// Those that say how a position stands: of the option that is owed. What came for another is owed back and settles nothing. All, where
    /// nothing is owed any more.
    /// </summary>
    public static IEnumerable<OptionInstalment> Counted(IReadOnlyCollection<OptionInstalment> instalments) =>
        instalments.Select(i => i.Option).Distinct().Skip(1).Any() && OwedOf(instalments) is { } owed
            ? instalments.Where(i => i.Option == owed)
            : instalments;

    /// <summary>
    /// What is asked for: of the option that is owed, without what was cancelled or replaced. Where nothing is owed any more, of the first
    /// that something came for all the same: options are alternatives then, too, and never add up.
    /// </summary>
    public static long AmountOf(IReadOnlyCollection<OptionInstalment> instalments) =>
        Counted(instalments)
            .Where(i => IsOfPlan(i.State))
            .GroupBy(i => i.Option)
            .OrderBy(o => o.Key)
            .FirstOrDefault()
            ?.Sum(i => i.AmountCents)
        ?? 0;

    /// <summary>What of it nobody has paid. A draft is nobody's debt yet; what has expired is still owed.</summary>
    public static long UnpaidOf(IEnumerable<OptionInstalment> instalments) =>
        instalments.Where(i => !i.IsReleased && i.State is (InstalmentState.Unpaid or InstalmentState.Expired)).Sum(i => i.AmountCents);

    /// <param name="option">The instalments of one option.</param>
    /// <param name="isOtherOwed">Another option of the position is: what came for this one is owed back and pays nothing.</param>
    public static PaymentOptionState StateOf(IReadOnlyCollection<OptionInstalment> option, bool isOtherOwed = false)
    {
        var (instalments, isAnyInPart) = (option.Select(i => i.State).ToList(), option.Any(i => i.IsInPart));
        var live = instalments.Where(IsOfPlan).ToList();
        if (live.Count == 0)
            return instalments.Count == 0 ? PaymentOptionState.Draft : PaymentOptionState.Cancelled;
        // Of an option that had been void before, whose money is owed back.
        if (live.Contains(InstalmentState.Void) || (isOtherOwed && live.Exists(InstalmentLifeCycle.IsSettled)))
            return PaymentOptionState.Void;
        var settled = live.Count(InstalmentLifeCycle.IsSettled);
        if (settled > 0 && (settled < live.Count || isAnyInPart))
            return PaymentOptionState.PartiallyPaid;
        if (settled > 0)
            return live.Contains(InstalmentState.Paid) ? PaymentOptionState.Paid
                : live.Contains(InstalmentState.Reported) ? PaymentOptionState.Reported
                : PaymentOptionState.Reconciled;
        return live.Contains(InstalmentState.Unpaid) ? PaymentOptionState.Unpaid
            : live.Contains(InstalmentState.Expired) ? PaymentOptionState.Expired
            : PaymentOptionState.Draft;
    }

    private static bool IsOfPlan(InstalmentState state) => state is not (InstalmentState.Cancelled or InstalmentState.Replaced);

    private static int? NextOwed(IReadOnlyList<OptionInstalment> instalments)
    {
        var owed = OwedOf(instalments);
        // Before they are published it is the first, and once something of it is paid it stays.
        if (
            instalments.Any(i =>
                i.Option == owed && !i.IsReleased && (i.State == InstalmentState.Draft || InstalmentLifeCycle.IsSettled(i.State))
            )
        )
            return owed;
        var payable = instalments
            .Where(i => IsOfPlan(i.State))
            .GroupBy(i => i.Option)
            .OrderBy(o => o.Key)
            .FirstOrDefault(o => o.All(i => !i.IsSpent && i.State is (InstalmentState.Unpaid or InstalmentState.Void)));
        return payable?.Key ?? owed;
    }

    /// <summary>What was paid before as a void one stays owed back.</summary>
    private static OptionInstalment Take(OptionInstalment i) =>
        !IsOfPlan(i.State) || InstalmentLifeCycle.IsSettled(i.State) ? i : Restored(i) with { IsReleased = false };

    private static OptionInstalment Leave(OptionInstalment i, bool isBegun)
    {
        if (!IsOfPlan(i.State) || InstalmentLifeCycle.IsSettled(i.State))
            return i;
        var left = isBegun && i.State != InstalmentState.Draft ? i with { State = By(InstalmentEvent.Void, i.State) } : i;
        return (isBegun ? left : Restored(left)) with { IsReleased = true };
    }

    private static OptionInstalment Restored(OptionInstalment i) =>
        i.State == InstalmentState.Void ? i with { State = By(InstalmentEvent.Restore, i.State) } : i;

    private static InstalmentState By(InstalmentEvent @event, InstalmentState state) => InstalmentLifeCycle.Decide(state, @event).State;
}

namespace PagoDigitale.Core.LifeCycles;

/// <summary>
/// When an instalment can be paid: the first day of its position, its own dates, and whether its service takes late payments.
/// </summary>
public readonly record struct PaymentTerms(DateOnly? ValidFrom, DateOnly? DueDate, DateOnly? ValidUntil, bool KeepsAfterDueDate);

/// <summary>Why an instalment cannot be paid today.</summary>
public enum PaymentObstacle
{
    Draft,

    /// <summary>The first day of its position has not come yet.</summary>
    NotYetValid,
    PastLastDay,

    /// <summary>And its service takes no late payments.</summary>
    PastDueDate,
    Expired,
    Cancelled,
    Replaced,

    /// <summary>Another payment option of its position was paid.</summary>
    Void,

    /// <summary>A PSP, a rendicontazione or a person has told of its payment.</summary>
    Paid,
}

/// <summary>
/// What can be paid today, said here for one and in <c>Positions/Door/PayableSql</c> for sets. The calendar is looked at now: nothing
/// stays payable until some job has passed. Whoever needs less than the whole rule takes a part of it by its name:
/// <list type="bullet">
/// <item>the node is told why not, and first of all whether the organization and its station are here (an inactive one answers for
/// nobody, whatever the instalment says, hence neither is part of the rule);</item>
/// <item>a notice is printed before the first day of its position, because it has to reach the debtor: the same rule without
/// <see cref="PaymentTerms.ValidFrom"/>;</item>
/// <item>an input is checked, and a flow's row, before there is a state: <see cref="OverBy"/>;</item>
/// <item>open, of which changes of settings and accounts tell, is what is unpaid and not past its last day: it may be waiting for its
/// first day, and the word of its service on late payments is itself one of the settings that change.</item>
/// </list>
/// </summary>
public static class Payability
{
    /// <summary>Null when it can be paid today, the legal date in Rome.</summary>
    public static PaymentObstacle? ObstacleOf(InstalmentState state, PaymentTerms terms, DateOnly today) =>
        state switch
        {
            InstalmentState.Unpaid => IsNotYetValid(terms.ValidFrom, today) ? PaymentObstacle.NotYetValid : OverBy(terms, today),
            InstalmentState.Draft => PaymentObstacle.Draft,
            InstalmentState.Expired => PaymentObstacle.Expired,
            InstalmentState.Cancelled => PaymentObstacle.Cancelled,
            InstalmentState.Replaced => PaymentObstacle.Replaced,
            InstalmentState.Void => PaymentObstacle.Void,
            InstalmentState.Paid or InstalmentState.Reported or InstalmentState.Reconciled => PaymentObstacle.Paid,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Nobody knows whether this state can be paid."),
        };

    /// <summary>The day that has passed, if one has, whatever the state: what is over expires, and is not made payable again.</summary>
    public static PaymentObstacle? OverBy(PaymentTerms terms, DateOnly today) =>
        IsPastLastDay(terms.ValidUntil, today) ? PaymentObstacle.PastLastDay
        : IsPastDueDate(terms.DueDate, terms.KeepsAfterDueDate, today) ? PaymentObstacle.PastDueDate
        : null;

    public static bool IsNotYetValid(DateOnly? validFrom, DateOnly today) => validFrom > today;

    public static bool IsPastLastDay(DateOnly? validUntil, DateOnly today) => validUntil < today;

    /// <summary>And nobody takes the payment any more.</summary>
    public static bool IsPastDueDate(DateOnly? dueDate, bool keepsAfterDueDate, DateOnly today) => !keepsAfterDueDate && dueDate < today;
}

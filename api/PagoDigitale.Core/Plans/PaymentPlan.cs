using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Plans;

/// <summary>
/// How an amount is split and when its parts fall due: a template, from which a payment option is made for an amount and a first day.
/// </summary>
public sealed record PaymentPlan
{
    public required string Code { get; init; }

    /// <summary>The name of the option, for the payer.</summary>
    public string? Description { get; init; }

    public required PaymentOptionKind Kind { get; init; }

    /// <summary>One where nothing is said.</summary>
    public int? InstalmentsCount { get; init; }

    /// <summary>Days from the first day to the first due date; null where the dates are given.</summary>
    public int? FirstAfterDays { get; init; }

    /// <summary>Months between two due dates. What a month does not have is its last day.</summary>
    public int? EveryMonths { get; init; }

    public int? EveryDays { get; init; }

    /// <summary>The due dates themselves, one for each instalment.</summary>
    public IReadOnlyList<DateOnly>? DueDates { get; init; }

    /// <summary>Of a down payment: what part of the whole it is.</summary>
    public int? DownPaymentPercent { get; init; }

    /// <summary>Of a reduced amount: what part of the whole is left off.</summary>
    public int? ReductionPercent { get; init; }

    /// <summary>Parts are multiples of it, but for the one that takes the rest: 1, or 100 for whole euros.</summary>
    public long? RoundToCents { get; init; }

    /// <summary>The last instalment takes what rounding leaves over; otherwise the first does.</summary>
    public bool? IsRestOnLast { get; init; }

    public bool? KeepPayableAfterDueDate { get; init; }

    /// <summary>
    /// The parts of an amount with their due dates: all parts of a plan add up to the amount, whatever is rounded, but for a reduced one.
    /// </summary>
    /// <returns>Null where a part would be nothing.</returns>
    public IReadOnlyList<PlannedPart>? Split(long amountCents, DateOnly from)
    {
        var amounts = Kind switch
        {
            PaymentOptionKind.Single => [amountCents],
            PaymentOptionKind.Reduced => [Rounded(checked(amountCents * (100 - ReductionPercent!.Value)) / 100)],
            PaymentOptionKind.DownPayment => WithDownPayment(amountCents),
            _ => Even(amountCents, Count),
        };
        return amounts.Exists(a => a <= 0) ? null : [.. amounts.Select((a, i) => new PlannedPart(a, DueDateOf(i, from)))];
    }

    private int Count => InstalmentsCount ?? 1;

    private List<long> WithDownPayment(long amountCents)
    {
        var first = Rounded(checked(amountCents * DownPaymentPercent!.Value) / 100);
        return [first, .. Even(amountCents - first, Count - 1)];
    }

    private List<long> Even(long amountCents, int count)
    {
        var each = Rounded(amountCents / count);
        List<long> parts = [.. Enumerable.Repeat(each, count)];
        parts[IsRestOnLast == true ? count - 1 : 0] += amountCents - each * count;
        return parts;
    }

    /// <summary>Down: nobody is asked for more than the part by rounding, but who takes the rest.</summary>
    private long Rounded(long cents) => cents - cents % (RoundToCents ?? 1);

    private DateOnly DueDateOf(int index, DateOnly from)
    {
        if (DueDates is { } dates)
            return dates[index];
        var first = from.AddDays(FirstAfterDays ?? 0);
        return EveryMonths is { } months ? first.AddMonths(months * index) : first.AddDays((EveryDays ?? 0) * index);
    }
}

public readonly record struct PlannedPart(long AmountCents, DateOnly DueDate);

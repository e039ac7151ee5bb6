namespace PagoDigitale.Quickstart.MainJob;

/// <summary>What the job is about: whose fees, how many members, which days.</summary>
public sealed record MainJobOptions
{
    public string Organization { get; init; } = "80012345676";

    public string OrganizationName { get; init; } = "Ordine dei Periti Esempio della Provincia di Prova";

    public string Broker { get; init; } = "15376371009";

    public string Station { get; init; } = "15376371009_01";

    public string SegregationCode { get; init; } = "01";

    /// <summary>Given to the simulator, when the api demands one of the node.</summary>
    public string? SubscriptionKey { get; init; }

    public int MembersCount { get; init; } = 500;

    public int ExcludedCount { get; init; } = 2;

    public int PaidCount { get; init; } = 470;

    public int MovementsCount { get; init; } = 40;

    public DateOnly Today { get; init; } = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    public int Year => Today.Year;

    /// <summary>Members pay on these four working days; the bank credits each of them on the next.</summary>
    public IReadOnlyList<DateOnly> PaymentDays => field ??= LastWorkingDays(4);

    private List<DateOnly> LastWorkingDays(int count)
    {
        var days = new List<DateOnly>(count);
        // The last credit has to be in a statement that closes yesterday.
        for (var day = Today.AddDays(-2); days.Count < count; day = day.AddDays(-1))
        {
            if (
                day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)
                && day.AddDays(day.DayOfWeek == DayOfWeek.Friday ? 3 : 1) < Today
            )
                days.Insert(0, day);
        }
        return days;
    }
}

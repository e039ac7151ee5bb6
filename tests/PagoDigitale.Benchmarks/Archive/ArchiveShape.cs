namespace PagoDigitale.Benchmarks.Archive;

/// <summary>How far the payments of an archive have come, each stage after the one before it.</summary>
public enum Stage
{
    /// <summary>A receipt was taken.</summary>
    Paid,

    /// <summary>A rendicontazione told of it.</summary>
    Reported,

    /// <summary>The statement has its transfer, and nobody has looked for it yet: what the next reconciliation finds.</summary>
    Announced,

    /// <summary>Transfer and rendicontazione are matched.</summary>
    Reconciled,

    /// <summary>A reversale booked it.</summary>
    Accounted,
}

/// <summary>
/// What an organization has: debts nobody paid yet, and payments as old as its history. Payments have the ordinals from
/// <see cref="First"/> on and the unpaid debts follow, so the same organization can be filled more than once.
/// </summary>
public sealed record ArchiveShape
{
    /// <summary>11 digits.</summary>
    public required string Organization { get; init; }

    public int First { get; init; } = 1;

    public int Payments { get; init; }

    public int Unpaid { get; init; }

    public Stage Stage { get; init; } = Stage.Paid;

    public int PaymentsPerFlow { get; init; } = 500;

    public int PositionsPerDebtor { get; init; } = 3;

    /// <summary>When the first debt was issued; the payments are spread evenly from there until <see cref="Until"/>.</summary>
    public DateTimeOffset From { get; init; } = TimeProvider.System.GetUtcNow().AddMonths(-13);

    /// <summary>When the last debt was issued.</summary>
    public DateTimeOffset Until { get; init; } = TimeProvider.System.GetUtcNow().AddMonths(-1);

    /// <summary>Whether the events of the payments are there too, with their places in the feed.</summary>
    public bool HasEvents { get; init; } = true;

    /// <summary>Whether the raw receipts are there too: two kilobytes each.</summary>
    public bool HasMessages { get; init; }

    public int Total => Payments + Unpaid;

    public int Flows => (Payments + PaymentsPerFlow - 1) / PaymentsPerFlow;
}

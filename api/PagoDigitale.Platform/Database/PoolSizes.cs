using Npgsql;

namespace PagoDigitale.Platform.Database;

/// <summary>How many connections each pool of a replica may have; decision 0008 says why these figures.</summary>
/// <param name="Short">Single short statements of the platform: tokens, keys, readiness, notice numbers, job leases.</param>
/// <param name="Interactive">The calls of clients.</param>
/// <param name="Work">Jobs, and reading what is downloaded.</param>
/// <param name="Questions">What the node asks before a payment.</param>
/// <param name="Receipts">What the node brings.</param>
/// <param name="Journal">The activity log: one writes, one seals what was left.</param>
public sealed record PoolSizes(int Short, int Interactive, int Work, int Questions, int Receipts, int Journal)
{
    /// <summary>Together they leave fourteen of the hundred connections of an ordinary server to others.</summary>
    private static readonly PoolSizes Usual = new(Short: 8, Interactive: 26, Work: 24, Questions: 16, Receipts: 10, Journal: JournalSize);

    /// <summary>
    /// Connections of <see cref="Questions"/> on which all that is only read is read together. Two: while one waits for the database the
    /// other collects; more would only make each smaller.
    /// </summary>
    public const int QuestionLanes = 2;

    /// <summary>For a runner in each of the four lanes, two connections each, beside the listener and recurring jobs.</summary>
    private const int WorkMin = 11;

    private const int JournalSize = 2;

    /// <summary>
    /// How many jobs at a time. One may need three connections (its guard, its own, its staging or its watch): with two for each there are
    /// some to take turns on for the third, and none is left waiting by those who wait.
    /// </summary>
    public int RunnersMax => (Work - 3) / 2;

    /// <summary>At the standby: all that calls and readings of downloads could have here, or what its connection string says.</summary>
    public int StandbyOf(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) is var settings && settings.ShouldSerialize("Maximum Pool Size")
            ? settings.MaxPoolSize
            : Interactive + Work * 3 / 10;

    public int Sum => Short + Interactive + Work + Questions + Receipts + Journal;

    /// <summary>"Maximum Pool Size" of the connection string, when it is given, is for all pools together.</summary>
    public static PoolSizes Of(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // ContainsKey says yes to every key the builder knows; ShouldSerialize only to those that were given.
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            return Usual;
        var all = settings.MaxPoolSize;
        return new(
            Share(Usual.Short, 2),
            Share(Usual.Interactive, 2),
            Share(Usual.Work, WorkMin),
            Share(Usual.Questions, 2),
            Share(Usual.Receipts, 2),
            JournalSize
        );

        int Share(int usual, int least) => Math.Max(least, usual * (all - JournalSize) / (Usual.Sum - JournalSize));
    }
}

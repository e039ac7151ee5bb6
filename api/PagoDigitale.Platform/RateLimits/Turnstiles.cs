using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.RateLimits;

/// <summary>
/// One turnstile before each pool that a tenant can fill, and one before downloads. A single organization or client never
/// gets a whole pool: calls that wait for a lock of their own tenant leave the rest to the others. The figures follow the
/// sizes of the pools; <c>PagoDigitale:Limits</c> changes those for one organization and one client.
/// </summary>
public sealed class Turnstiles
{
    private static readonly TimeSpan CallerPatience = TimeSpan.FromSeconds(10);

    // The node gives up by itself: what waits longer answers nobody.
    private static readonly TimeSpan NodePatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan DownloadPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(30);

    public Turnstiles(AppDataSource source, IConfiguration configuration, TimeProvider clock)
    {
        var settings = configuration.GetSection("PagoDigitale:Limits");
        var sizes = source.Sizes;
        var (callsPerOrganization, callsPerClient) = (Part(sizes.Interactive, 3, 10), Part(sizes.Interactive, 6, 10));
        Calls = New(
            sizes.Interactive,
            Given("CallsPerOrganization", callsPerOrganization),
            Given("CallsPerClient", callsPerClient),
            CallerPatience
        );
        Downloads = New(48, Given("DownloadsPerOrganization", 4), Given("DownloadsPerClient", 12), DownloadPatience);
        // Leaves most of the pool to the jobs.
        Readings = New(Part(sizes.Work, 3, 10), 2, int.MaxValue, ReadingPatience);
        // One connection more is the watch's.
        if (source.StandbySize is { } standby)
            Standby = New(
                Math.Max(1, standby - 1),
                Given("CallsPerOrganization", Part(standby, 3, 10)),
                Given("CallsPerClient", Part(standby, 6, 10)),
                CallerPatience
            );
        // What only reads has its connections beside these.
        Questions = New(Math.Max(1, sizes.Questions - PoolSizes.QuestionLanes), Part(sizes.Questions, 4, 10), int.MaxValue, NodePatience);
        Receipts = New(sizes.Receipts, Part(sizes.Receipts, 4, 10), int.MaxValue, NodePatience);

        int Given(string name, int usual) => settings.GetValue(name, usual);
        Turnstile New(int inAll, int perOrganization, int perClient, TimeSpan patience) =>
            new(
                new(
                    inAll,
                    perOrganization,
                    perClient,
                    settings.GetValue<double?>("PatienceSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : patience
                ),
                clock
            );
    }

    /// <summary>Operations, while they have their connection.</summary>
    public Turnstile Calls { get; }

    /// <summary>Operations that read on the standby; null where there is none.</summary>
    public Turnstile? Standby { get; }

    /// <summary>Files on their way to a client, until the last byte has gone.</summary>
    public Turnstile Downloads { get; }

    /// <summary>Reading such a file, or a page of it, from the database.</summary>
    public Turnstile Readings { get; }

    public Turnstile Questions { get; }

    public Turnstile Receipts { get; }

    private static int Part(int size, int numerator, int denominator) => Math.Max(1, size * numerator / denominator);
}

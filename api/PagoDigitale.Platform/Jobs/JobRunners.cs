using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Platform.Jobs;

/// <summary>
/// What this process does in each lane: <c>PagoDigitale:Jobs:Lanes:&lt;lane&gt;:Runners</c> and <c>:PerOrganizationMax</c>. A process may
/// leave a lane to others with 0 runners.
/// </summary>
public sealed class JobRunners
{
    public static readonly IReadOnlyList<JobLane> All = Enum.GetValues<JobLane>();

    private readonly Dictionary<JobLane, LaneLimits> _limits;

    public JobRunners(IConfiguration configuration, AppDataSource source)
    {
        var runnersMax = source.Sizes.RunnersMax;
        _limits = All.ToDictionary(lane => lane, lane => Read(configuration, lane, runnersMax));
        var runners = _limits.Values.Sum(l => l.Runners);
        if (runners > runnersMax)
            throw new InvalidOperationException(
                $"PagoDigitale:Jobs:Lanes asks for {runners} runners, and the connections of this process are enough for {runnersMax}: "
                    + "ask for fewer, or for more connections with Maximum Pool Size in the connection string."
            );
    }

    public LaneLimits this[JobLane lane] => _limits[lane];

    /// <summary>The lanes that have runners here.</summary>
    public string[] Served => [.. All.Where(l => _limits[l].Runners > 0).Select(StateText.Of)];

    private static LaneLimits Read(IConfiguration configuration, JobLane lane, int runnersMax)
    {
        var section = configuration.GetSection($"PagoDigitale:Jobs:Lanes:{StateText.Of(lane)}");
        var runners = section.GetValue("Runners", Usual(lane, runnersMax));
        var limits = new LaneLimits(runners, section.GetValue("PerOrganizationMax", Math.Max(1, runners - 1)));
        return limits.Runners >= 0 && limits.PerOrganizationMax >= 1
            ? limits
            : throw new InvalidOperationException($"{section.Path}: Runners is 0 or more, PerOrganizationMax is 1 or more.");
    }

    /// <summary>Eight together, or where connections are few one in each lane.</summary>
    private static int Usual(JobLane lane, int runnersMax) =>
        lane switch
        {
            _ when runnersMax < 8 => 1,
            JobLane.Bulk => 3,
            JobLane.Night => 1,
            _ => 2,
        };
}

/// <param name="Runners">How many jobs of the lane a process does at a time.</param>
/// <param name="PerOrganizationMax">How many of them may be one organization's: by usual all but one, which is left for the others.</param>
public sealed record LaneLimits(int Runners, int PerOrganizationMax);

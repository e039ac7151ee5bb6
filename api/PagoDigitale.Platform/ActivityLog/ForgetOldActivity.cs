using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// Forgets entries of the activity log that are older than the installation keeps them (<c>PagoDigitale:ActivityLog:KeptMonths</c>; when
/// it is not set they are kept for ever). Whole months go, and of each organization what was proved before: the chain is computed
/// again up to the last entry that goes, whose place and hash stay, sealed, as the anchor that the rest is proved from. Anchors and
/// months change in one transaction, so whoever is killed in between has done nothing.
/// </summary>
public sealed class ForgetOldActivity : IRecurringJob
{
    public const string KeptMonthsKey = "PagoDigitale:ActivityLog:KeptMonths";

    /// <summary>What happened within a year is asked for.</summary>
    public const int KeptMonthsMin = 12;

    /// <summary>A hundred years.</summary>
    public const int KeptMonthsMax = 1_200;

    /// <summary>
    /// What is before the first entry of the months that stay. Places are not in the order of moments: around midnight an entry of the
    /// old month may have its place behind one of the new, and then it stays.
    /// </summary>
    private const string LastToForget = """
        SELECT coalesce(
            (SELECT min(sequence) - 1 FROM activity_log
                WHERE organization_id = $1 AND sequence IS NOT NULL AND activity_id >= least_id($2)),
            (SELECT max(sequence) FROM activity_log
                WHERE organization_id = $1 AND sequence IS NOT NULL AND activity_id < least_id($2)), 0)
        """;

    private readonly TenantScopes _tenants;
    private readonly ITenantRegistry _registry;
    private readonly AppDataSource _source;
    private readonly SecretBox _secrets;
    private readonly TimeProvider _clock;
    private readonly ILogger<ForgetOldActivity> _log;
    private readonly int? _keptMonths;

    /// <exception cref="InvalidOperationException">The setting is too small.</exception>
    public ForgetOldActivity(
        TenantScopes tenants,
        ITenantRegistry registry,
        AppDataSource source,
        SecretBox secrets,
        TimeProvider clock,
        IConfiguration configuration,
        ILogger<ForgetOldActivity> log
    )
    {
        (_tenants, _registry, _source, _secrets, _clock, _log) = (tenants, registry, source, secrets, clock, log);
        _keptMonths = configuration.GetValue<int?>(KeptMonthsKey);
        if (_keptMonths is < KeptMonthsMin or > KeptMonthsMax)
            throw new InvalidOperationException(
                $"{KeptMonthsKey} must be a number from {KeptMonthsMin} to {KeptMonthsMax}; leave it out to keep the activity log for ever."
            );
    }

    public TimeSpan Interval => TimeSpan.FromHours(6);

    /// <returns>How many months went.</returns>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        if (_keptMonths is not { } months)
            return 0;
        var day = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddMonths(-months);
        var firstKept = new DateOnly(day.Year, day.Month, 1);
        var proved = new List<(string Organization, ActivityAnchor Anchor)>();
        foreach (var organization in (List<string>)[.. await _registry.AllAsync(ct), TenantSession.Platform])
            if (await ProveAsync(organization, firstKept, ct) is { } anchor)
                proved.Add((organization, anchor));
        return await ForgetAsync(firstKept, proved, ct);
    }

    /// <summary>The entry that the rest will be proved from; null where nothing may go.</summary>
    private async Task<ActivityAnchor?> ProveAsync(string organization, DateOnly firstKept, CancellationToken ct)
    {
        await using var scope = await _tenants.OpenAsync(organization, ct);
        var walk = scope.Get<ActivityWalk>();
        var last = await scope.Session.ScalarAsync<long>(
            LastToForget,
            ct,
            organization,
            new DateTimeOffset(firstKept, TimeOnly.MinValue, TimeSpan.Zero)
        );
        var before = await walk.AnchorAsync(ct);
        if (last <= (before?.Anchor.End.Sequence ?? 0))
            return null;
        if (before is not { IsSealed: false } && await walk.HeadAsync(ct) is ({ } head, true) && head.Sequence >= last)
        {
            var stretch = await walk.FollowAsync(before?.Anchor.End ?? ActivityHead.Empty, last, known: null, ct);
            if (stretch is { IsIntact: true, OccurredAt: { } at })
                return new(stretch.Reached, at);
        }
        _log.LogError(
            "The activity log of {Organization} does not hold up to entry {Sequence}: nothing of it is forgotten (verifyActivityLog)",
            organization,
            last
        );
        return null;
    }

    private async Task<int> ForgetAsync(DateOnly firstKept, List<(string Organization, ActivityAnchor Anchor)> proved, CancellationToken ct)
    {
        await using var command = _source.Work.CreateCommand("SELECT forget_activity($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = firstKept });
        command.Parameters.Add(Array(NpgsqlDbType.Text, p => p.Organization));
        command.Parameters.Add(Array(NpgsqlDbType.Bigint, p => p.Anchor.End.Sequence));
        command.Parameters.Add(Array(NpgsqlDbType.Bytea, p => p.Anchor.End.Hash));
        command.Parameters.Add(Array(NpgsqlDbType.TimestampTz, p => p.Anchor.OccurredAt.UtcDateTime));
        command.Parameters.Add(Array(NpgsqlDbType.Bytea, p => p.Anchor.Seal(p.Organization, _secrets)));
        try
        {
            var forgotten = (int)(await command.ExecuteScalarAsync(ct))!;
            if (forgotten > 0)
                _log.LogInformation(
                    "{Count} months of the activity log before {Day} were forgotten; {Logs} logs have a new anchor (verifyActivityLog)",
                    forgotten,
                    firstKept,
                    proved.Count
                );
            return forgotten;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            _log.LogInformation("Old entries of the activity log are forgotten at the next run: somebody reads them for longer.");
            return 0;
        }

        NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, Func<(string Organization, ActivityAnchor Anchor), T> value) =>
            new() { TypedValue = [.. proved.Select(value)], NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}

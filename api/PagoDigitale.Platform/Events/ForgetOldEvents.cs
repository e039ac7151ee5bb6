using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Platform.Events;

/// <summary>
/// Forgets events that are older than the installation keeps them (<c>PagoDigitale:Events:KeptMonths</c>; when it is not set they are
/// kept for ever). Only whole months go. Postings, receipts and raw messages stay whatever happens here.
/// </summary>
public sealed class ForgetOldEvents : IRecurringJob
{
    public const string KeptMonthsKey = "PagoDigitale:Events:KeptMonths";

    /// <summary>A client that was down for a quarter still finds its place.</summary>
    public const int KeptMonthsMin = 3;

    /// <summary>A hundred years.</summary>
    public const int KeptMonthsMax = 1_200;

    private readonly AppDataSource _source;
    private readonly TimeProvider _clock;
    private readonly ILogger<ForgetOldEvents> _log;
    private readonly int? _keptMonths;

    /// <exception cref="InvalidOperationException">The setting is too small or too large.</exception>
    public ForgetOldEvents(AppDataSource source, TimeProvider clock, IConfiguration configuration, ILogger<ForgetOldEvents> log)
    {
        (_source, _clock, _log) = (source, clock, log);
        _keptMonths = configuration.GetValue<int?>(KeptMonthsKey);
        if (_keptMonths is < KeptMonthsMin or > KeptMonthsMax)
            throw new InvalidOperationException(
                $"{KeptMonthsKey} must be a number from {KeptMonthsMin} to {KeptMonthsMax}; leave it out to keep events for ever."
            );
    }

    public TimeSpan Interval => TimeSpan.FromHours(6);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        if (_keptMonths is not { } months)
            return 0;
        var firstKept = DateOnly.FromDateTime(_clock.GetUtcNow().UtcDateTime).AddMonths(-months);
        await using var command = _source.Work.CreateCommand("SELECT forget_events($1)");
        command.Parameters.Add(new NpgsqlParameter<DateOnly> { TypedValue = firstKept });
        try
        {
            var forgotten = (int)(await command.ExecuteScalarAsync(ct))!;
            if (forgotten > 0)
                _log.LogInformation("Events of {Count} months before {Day} were forgotten ({Key})", forgotten, firstKept, KeptMonthsKey);
            return forgotten;
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            _log.LogInformation("Old events are forgotten at the next run: somebody reads them for longer.");
            return 0;
        }
    }
}

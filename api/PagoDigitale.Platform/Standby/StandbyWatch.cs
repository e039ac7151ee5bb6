using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Telemetry;

namespace PagoDigitale.Platform.Standby;

/// <summary>
/// Looks every second whether the standby may be asked: whether it answers, is a standby, is one of this very database, and how far
/// behind it is. The primary beats: one row with a mark that was never there before. A server that shows a mark which this process has
/// seen on the primary is its copy; neither the system's identifier nor a position could tell that (a clone has them as well).
/// </summary>
public sealed class StandbyWatch : BackgroundService
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ten minutes of beats: who shows an older one is not asked anyhow.</summary>
    private const int MarksMax = 600;

    /// <summary>What it has to have, read before the beat: the beat itself can hardly be there a moment after.</summary>
    private const string Primary = $"SELECT {WalPosition.Columns}, clock_timestamp()";

    /// <summary>However many processes look, the row is written once a second.</summary>
    private const string Beat = """
        INSERT INTO standby_heartbeat AS h (mark, timeline, beaten_at)
        VALUES (gen_random_uuid(), ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::integer, clock_timestamp())
        ON CONFLICT (is_only) DO UPDATE SET mark = excluded.mark, timeline = excluded.timeline, beaten_at = excluded.beaten_at
        WHERE h.beaten_at < excluded.beaten_at - interval '0.9 seconds' OR h.timeline <> excluded.timeline
        """;

    private const string Mark = "SELECT mark FROM standby_heartbeat WHERE is_only";

    private const string Copy = """
        SELECT pg_is_in_recovery(), coalesce(pg_last_wal_replay_lsn() >= $1, false), mark, timeline,
            $2 - greatest(beaten_at, pg_last_xact_replay_timestamp()), current_user = 'pagodigitale_app'
        FROM standby_heartbeat WHERE is_only
        """;

    private readonly AppDataSource _source;
    private readonly TimeProvider _clock;
    private readonly ILogger<StandbyWatch> _log;
    private readonly TimeSpan _lagMax;
    private readonly Queue<Guid> _marks = new();
    private readonly SemaphoreSlim _looking = new(1);

    public StandbyWatch(AppDataSource source, IConfiguration configuration, TimeProvider clock, ILogger<StandbyWatch> log)
    {
        (_source, _clock, _log) = (source, clock, log);
        _lagMax = TimeSpan.FromSeconds(configuration.GetValue("PagoDigitale:Reads:LagSecondsMax", 10.0));
    }

    /// <summary>Whether there is a standby to look at.</summary>
    public bool IsGiven => _source.Standby is not null;

    public StandbyLook Last { get; private set; } = StandbyLook.None;

    /// <summary>Somebody found out before the next look.</summary>
    public void Missed(Exception error) => Tell(new(StandbyState.Away, Last.Lag, error.GetBaseException().Message));

    /// <summary>Looks at both servers. When the primary does not answer nothing is known of its copy.</summary>
    public async Task<StandbyLook> LookAsync(CancellationToken ct)
    {
        await _looking.WaitAsync(ct);
        try
        {
            var (position, now) = await BeatAsync(ct);
            Tell(await LookAtCopyAsync(position, now, ct));
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            Missed(error);
        }
        finally
        {
            _looking.Release();
        }
        PagoTelemetry.StandbyLag.Record(Last.Lag.TotalSeconds);
        return Last;
    }

    public override void Dispose()
    {
        _looking.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!IsGiven)
            return;
        using var timer = new PeriodicTimer(Interval, _clock);
        try
        {
            do await LookAsync(stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            _log.LogDebug("The standby is not looked at any more");
        }
    }

    private async Task<(WalPosition Position, DateTime Now)> BeatAsync(CancellationToken ct)
    {
        await using var batch = _source.Short.CreateBatch();
        foreach (var sql in new[] { Primary, Beat, Mark })
            batch.BatchCommands.Add(new(sql));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var position = new WalPosition(reader.GetInt32(0), reader.GetFieldValue<NpgsqlLogSequenceNumber>(1));
        var now = reader.GetDateTime(2);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        Remember(reader.GetGuid(0));
        return (position, now);
    }

    private async Task<StandbyLook> LookAtCopyAsync(WalPosition position, DateTime now, CancellationToken ct)
    {
        await using var command = _source.Standby!.CreateCommand(Copy);
        command.Parameters.Add(position.LsnParameter);
        command.Parameters.Add(new() { Value = now });
        command.CommandTimeout = 2;
        await using var reader = await command.ExecuteReaderAsync(ct);
        // A standby that was made before the first beat has no row yet.
        if (!await reader.ReadAsync(ct))
            return StandbyLook.Decide(isBound: true, isStandby: true, isOurs: false, TimeSpan.Zero, _lagMax);
        var hasAll = reader.GetBoolean(1);
        var lag = reader.GetTimeSpan(4);
        return StandbyLook.Decide(
            isBound: reader.GetBoolean(5),
            isStandby: reader.GetBoolean(0),
            isOurs: _marks.Contains(reader.GetGuid(2)) && reader.GetInt32(3) == position.Timeline,
            hasAll || lag < TimeSpan.Zero ? TimeSpan.Zero : lag,
            _lagMax
        );
    }

    private void Remember(Guid mark)
    {
        if (_marks.Contains(mark))
            return;
        _marks.Enqueue(mark);
        if (_marks.Count > MarksMax)
            _marks.Dequeue();
    }

    /// <summary>The log has every change once, not once a second.</summary>
    private void Tell(StandbyLook look)
    {
        if (look.State != Last.State && look.State == StandbyState.Following)
            _log.LogInformation("Reads go to the standby");
        else if (look.State != Last.State)
            _log.LogWarning(
                "Reads go to the primary: the standby is {State} ({LagSeconds} s behind{Reason})",
                look.State,
                look.Lag.TotalSeconds,
                look.Reason is { } reason ? $": {reason}" : ""
            );
        Last = look;
    }
}

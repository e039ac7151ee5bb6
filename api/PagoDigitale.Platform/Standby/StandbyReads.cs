using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Telemetry;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Standby;

/// <summary>
/// Lets reads begin on the standby (decision 0031). A read there shows all that was committed anywhere on the platform before it was
/// asked: the primary says how far it has come, and the standby is waited for until it has come as far, for a moment. Who has
/// created something and lists at once finds it, whichever process, client or job had done it; nobody has to remember what was written.
/// When the standby cannot be there in time, the read goes to the primary.
/// </summary>
public sealed class StandbyReads(
    AppDataSource source,
    StandbyWatch watch,
    PrimaryPosition primary,
    IConfiguration configuration,
    TimeProvider clock
)
{
    private const string Begin = $"SELECT set_config('app.organization', $3, true), ({Reached})";

    /// <summary>The timeline is that of the last beat it shows: one who has left ours shows no beat of it.</summary>
    private const string Reached =
        "SELECT coalesce(pg_last_wal_replay_lsn() >= $1, false) FROM standby_heartbeat WHERE is_only AND timeline = $2";

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(1);

    private readonly TimeSpan _patience = TimeSpan.FromMilliseconds(configuration.GetValue("PagoDigitale:Reads:WaitMilliseconds", 100));

    /// <summary>Whether it is worth trying.</summary>
    public bool IsOpen => watch.IsGiven && watch.Last.State == StandbyState.Following;

    /// <summary>Tells why a read that could have gone to the standby went to the primary.</summary>
    public void Passed(string why)
    {
        if (watch.IsGiven)
            Count("primary", why);
    }

    /// <summary>As <see cref="Passed(string)"/>, without having tried.</summary>
    public void Passed() => Passed(watch.Last.State.ToString());

    /// <summary>A read that had begun there was ended.</summary>
    public StandbyLostException Lost(Exception why)
    {
        Passed("lost");
        return new(why);
    }

    /// <returns>Whether the session has begun there. Otherwise it has not begun at all.</returns>
    public async Task<bool> TryBeginAsync(TenantSession session, string organization, CancellationToken ct)
    {
        // A primary that does not answer is what the call fails of: it could not be noted either.
        var position = await primary.ReadAsync().WaitAsync(ct);
        try
        {
            if (await session.TryBeginOnStandbyAsync(organization, source.Standby!, c => ReachAsync(c, organization, position, ct), ct))
            {
                Count("standby", "");
                return true;
            }
            Passed("late");
        }
        catch (NpgsqlException error) when (DatabaseFailure.IsOfServer(error))
        {
            watch.Missed(error);
            Passed("lost");
        }
        return false;
    }

    private async Task<bool> ReachAsync(NpgsqlConnection connection, string organization, WalPosition position, CancellationToken ct)
    {
        await using var begin = Command(connection, Begin, position);
        begin.Parameters.Add(new() { Value = organization });
        await using (var reader = await begin.ExecuteReaderAsync(ct))
        {
            await reader.ReadAsync(ct);
            // Of another timeline: waiting does not help.
            if (reader.IsDBNull(1))
                return false;
            if (reader.GetBoolean(1))
                return true;
        }
        var since = clock.GetTimestamp();
        for (var pause = FirstPause; clock.GetElapsedTime(since) < _patience; pause *= 2)
        {
            var left = _patience - clock.GetElapsedTime(since);
            await Task.Delay(pause < left ? pause : left, clock, ct);
            await using var again = Command(connection, Reached, position);
            if (await again.ExecuteScalarAsync(ct) is true)
                return true;
        }
        return false;
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, WalPosition position) =>
        new(sql, connection)
        {
            CommandTimeout = 5,
            Parameters =
            {
                position.LsnParameter,
                new() { Value = position.Timeline },
            },
        };

    private static void Count(string from, string why) =>
        PagoTelemetry.Reads.Add(
            1,
            new KeyValuePair<string, object?>("from", from),
            new KeyValuePair<string, object?>("why", why.ToLowerInvariant())
        );
}

using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Jobs;

/// <summary>
/// What a service in the background says of a failure, and how long it waits. While the database is away every attempt fails alike:
/// the first is told in a line, then one every few minutes, then that it is over; and the attempts become rarer. What is a fault of
/// ours is told whole, once for each kind within that time.
/// </summary>
public sealed class Outage(string work, TimeProvider clock, ILogger log)
{
    public static readonly TimeSpan TellAgainAfter = TimeSpan.FromMinutes(5);
    public static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private DateTimeOffset _since;
    private DateTimeOffset _toldAt;
    private string? _kind;
    private int _failures;

    /// <returns>How long to wait before the next attempt.</returns>
    public TimeSpan Failed(Exception error)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_failures++ == 0)
                _since = now;
            var passing = DatabaseFailure.Of(error) is { Kind: ErrorKind.Busy } known ? known : null;
            var kind = passing?.Code ?? error.GetType().Name;
            if (kind != _kind || now - _toldAt >= TellAgainAfter)
                Tell(error, passing is not null, now);
            _kind = kind;
            return Pause();
        }
    }

    /// <summary>An attempt that went well.</summary>
    public void Over()
    {
        lock (_gate)
        {
            if (_failures == 0)
                return;
            log.LogInformation("{Work} goes on after {Failures} attempts that failed since {Since:O}", work, _failures, _since);
            (_failures, _kind) = (0, null);
        }
    }

    private void Tell(Exception error, bool isPassing, DateTimeOffset now)
    {
        _toldAt = now;
        // Known and passing: a stack would tell nothing more.
        if (isPassing)
            log.LogWarning(
                "{Work} waits, at attempt {Attempt} since {Since:O}: {Reason}",
                work,
                _failures,
                _since,
                error.GetBaseException().Message
            );
        else
            log.LogError(error, "{Work} failed, at attempt {Attempt} since {Since:O}, and is tried again", work, _failures, _since);
    }

    private TimeSpan Pause()
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(_failures - 1, 10));
        return pause < PauseMax ? pause : PauseMax;
    }
}

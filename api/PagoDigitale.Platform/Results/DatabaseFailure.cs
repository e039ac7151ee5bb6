using Npgsql;

namespace PagoDigitale.Platform.Results;

/// <summary>The connection broke while an operation used it; what failed afterwards is told as that.</summary>
public sealed class DatabaseLostException(Exception inner) : Exception("The connection to the database broke.", inner);

/// <summary>
/// What a failure of the database, or of a disk, means for a caller. Whoever raised it is looked for through all that wrapped
/// it (EF Core does): the outermost exception seldom is the reason.
/// </summary>
public static class DatabaseFailure
{
    /// <summary>ENOSPC and EDQUOT of Linux and macOS, ERROR_DISK_FULL of Windows.</summary>
    private static readonly int[] DiskFull = [28, 122, 69, unchecked((int)0x80070070)];

    public static readonly ApiError Contended = new(ErrorKind.Busy, "busy", DatabaseTexts.Contended, DatabaseTexts.NothingChanged);

    private static readonly ApiError Unavailable = new(
        ErrorKind.Busy,
        "database-unavailable",
        DatabaseTexts.Unavailable,
        DatabaseTexts.PerhapsDone
    )
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly ApiError TimedOut = new(
        ErrorKind.Busy,
        "database-time-out",
        DatabaseTexts.TimedOut,
        DatabaseTexts.SendWithSameKey
    )
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    private static readonly ApiError StorageFull = new(ErrorKind.Busy, "storage-full", DatabaseTexts.StorageFull, DatabaseTexts.MakeRoom)
    {
        RetryAfter = TimeSpan.FromSeconds(60),
    };

    /// <summary>Null when it is a fault of ours.</summary>
    public static ApiError? Of(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
            if (OfOne(error) is { } known)
                return known;
        return null;
    }

    /// <summary>Of the server or of who else is at work there, not of what was asked: another server may well answer it.</summary>
    public static bool IsOfServer(Exception error) => Of(error) is { } known && (known == Contended || known == Unavailable);

    private static ApiError? OfOne(Exception error) =>
        error switch
        {
            PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken => LostRace.Of(taken),
            PostgresException postgres => OfState(postgres.SqlState),
            // Of Npgsql itself: the time for a statement, or for a connection out of the pool, was over.
            NpgsqlException { InnerException: TimeoutException } => TimedOut,
            // The rest of what Npgsql calls transient is a connection that could not be made, or broke.
            NpgsqlException { IsTransient: true }
            or NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException }
            or DatabaseLostException => Unavailable,
            IOException file when DiskFull.Contains(file.HResult) => StorageFull,
            _ => null,
        };

    /// <summary>PostgreSQL, appendix A: whole classes where every member means the same to a caller.</summary>
    private static ApiError? OfState(string state) =>
        state switch
        {
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
                Contended,
            PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => new(
                ErrorKind.Malformed,
                "malformed-text",
                DatabaseTexts.Unstorable,
                DatabaseTexts.RemoveNul
            ),
            PostgresErrorCodes.DiskFull => StorageFull,
            // statement_timeout, or the cancellation that ends a statement whose time is over; transaction_timeout.
            PostgresErrorCodes.QueryCanceled or "25P03" or "25P04" => TimedOut,
            // Connection exceptions, insufficient resources, operator intervention (shutdown, crash, starting up), system errors.
            _ when state.StartsWith("08", StringComparison.Ordinal)
                    || state.StartsWith("53", StringComparison.Ordinal)
                    || state.StartsWith("57P", StringComparison.Ordinal)
                    || state.StartsWith("58", StringComparison.Ordinal) => Unavailable,
            // The server was set to read-only: a standby that was taken for the primary, or a failover under way.
            PostgresErrorCodes.ReadOnlySqlTransaction => Unavailable,
            _ => null,
        };
}

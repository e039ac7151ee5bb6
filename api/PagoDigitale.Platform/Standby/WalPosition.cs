using Npgsql;
using NpgsqlTypes;

namespace PagoDigitale.Platform.Standby;

/// <summary>
/// How far the primary has come. A position means something on its own timeline only: after a failover the same number is another
/// place, and a copy that followed the old primary further than the new one has changes that never were.
/// </summary>
public readonly record struct WalPosition(int Timeline, NpgsqlLogSequenceNumber Lsn)
{
    /// <summary>
    /// The name of a WAL file begins with its timeline. What is flushed, not what is written: a standby is sent nothing else, and every
    /// change whose caller was answered is in it.
    /// </summary>
    public const string Columns =
        "('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::integer, pg_current_wal_flush_lsn()";

    /// <summary>For statements: its type is not guessed from the value.</summary>
    public NpgsqlParameter LsnParameter => new() { Value = Lsn, NpgsqlDbType = NpgsqlDbType.PgLsn };
}

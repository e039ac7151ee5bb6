using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace PagoDigitale.Benchmarks;

/// <summary>
/// What this process and the database server beside it spend of the processor: on a machine that others use as well, the only
/// figure that does not depend on them.
/// </summary>
public sealed class ProcessorTime
{
    /// <summary>Of the clock that Linux counts processor time by (USER_HZ).</summary>
    private const double MicrosecondsATick = 10_000;

    private readonly int _postmaster;
    private TimeSpan _here;
    private long _database;

    private ProcessorTime(int postmaster) => _postmaster = postmaster;

    /// <summary>The server runs on this machine.</summary>
    public static async Task<ProcessorTime> OfAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("SELECT pg_backend_pid()");
        var backend = (int)(await command.ExecuteScalarAsync())!;
        return new(ParentOf(backend));
    }

    public void Begin() => (_here, _database) = (Here(), Database());

    /// <summary>Microseconds of this process and of the server since <see cref="Begin"/>, for each of so many calls.</summary>
    public (double Here, double Database) PerCall(double calls) =>
        ((Here() - _here).TotalMicroseconds / calls, (Database() - _database) * MicrosecondsATick / calls);

    private static TimeSpan Here() => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Of the postmaster, of its children, and of those that have ended.</summary>
    private long Database() =>
        Directory
            .EnumerateDirectories("/proc")
            .Select(d =>
                int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) ? StatOf(pid) : null
            )
            .Sum(s =>
                s is null ? 0
                : s[0] == _postmaster ? s[2] + s[3] + s[4] + s[5]
                : s[1] == _postmaster ? s[2] + s[3]
                : 0
            );

    private static int ParentOf(int pid) =>
        (int)(StatOf(pid) ?? throw new InvalidOperationException("The database server does not run on this machine."))[1];

    /// <summary>Process, parent, user and system time, those of children that have ended; null when it has ended itself.</summary>
    private static long[]? StatOf(int pid)
    {
        try
        {
            // The name, in brackets, may hold blanks.
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return [pid, .. new[] { 1, 11, 12, 13, 14 }.Select(i => long.Parse(fields[i], CultureInfo.InvariantCulture))];
        }
        catch (IOException)
        {
            return null;
        }
    }
}

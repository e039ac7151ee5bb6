using System.Globalization;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>What <c>postmaster.pid</c> says: process, data folder, start, port, socket, address, shared memory, status.</summary>
internal sealed record PostmasterStatus(int ProcessId, string ClusterDirectory, int Port, bool IsReady)
{
    public static PostmasterStatus? Read(string path)
    {
        var lines = TryRead(path)?.Split('\n') ?? [];
        return lines.Length >= 2 && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process) && process > 1
            ? new PostmasterStatus(
                process,
                lines[1],
                lines.Length > 3 && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port) ? port : 0,
                lines.Length > 7 && lines[7].Trim() is "ready" or "standby"
            )
            : null;
    }

    /// <summary>Null when the file, or the process behind it, is gone.</summary>
    public static string? TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

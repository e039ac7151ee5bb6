using System.Diagnostics;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>The server's main process: is it alive, and stop it.</summary>
internal sealed class Postmaster(DataFolder folder, PostmasterStatus status)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan OrderlyLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ForcedLimit = TimeSpan.FromSeconds(10);

    public int ProcessId => status.ProcessId;

    /// <summary>
    /// Whether the process of the file is a postmaster of this very folder. The number alone proves nothing:
    /// it may have been given to another program, and as root a wrong number must never be signalled.
    /// </summary>
    public bool IsAlive()
    {
        if (OperatingSystem.IsLinux())
        {
            // A zombie has no working directory any more, so it counts as dead.
            return PostmasterStatus.TryRead($"/proc/{ProcessId}/comm")?.Trim() == "postgres"
                && PostmasterStatus.Read($"/proc/{ProcessId}/cwd/postmaster.pid") is { } seen
                && seen.ProcessId == ProcessId
                && seen.ClusterDirectory == status.ClusterDirectory;
        }

        return IsProcessNamed("postgres") && PostmasterStatus.Read(folder.PostmasterFile)?.ProcessId == ProcessId;
    }

    /// <summary>Another living program bears the number.</summary>
    public bool IsNumberTaken() =>
        OperatingSystem.IsLinux() ? PostmasterStatus.TryRead($"/proc/{ProcessId}/cmdline") is { Length: > 0 } : IsProcessNamed(null);

    /// <summary>
    /// PostgreSQL takes any process that bears the number (another program, or its own zombie in a container without
    /// an init) for itself and refuses to start. Deleting the file would also lose the shared-memory key by which it
    /// sees backends that outlived a killed postmaster, so only the number is replaced: by one no process can have.
    /// </summary>
    public void DisownNumber()
    {
        if (PostmasterStatus.TryRead(folder.PostmasterFile) is { } text)
        {
            // Renamed over, never written through: the server's user could have put a link there.
            File.WriteAllText(folder.StaleFile, int.MaxValue + text[text.IndexOf('\n', StringComparison.Ordinal)..]);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(
                    folder.StaleFile,
                    UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead
                );
            }

            File.Move(folder.StaleFile, folder.PostmasterFile, overwrite: true);
        }
    }

    public async Task StopAsync(bool immediate, PostgresBinaries? binaries)
    {
        if (OperatingSystem.IsWindows())
        {
            if (binaries is not null && IsAlive())
            {
                await Command.RunAsync(
                    binaries.Tool("pg_ctl"),
                    ["stop", "-D", folder.Cluster, "-m", immediate ? "immediate" : "fast", "-w", "-t", "30"],
                    folder.Root,
                    OrderlyLimit + ForcedLimit,
                    CancellationToken.None,
                    capture: false
                );
            }

            return;
        }

        if (!immediate && await SignalAsync(LibC.Interrupt, OrderlyLimit))
        {
            return;
        }

        if (!await SignalAsync(LibC.Quit, ForcedLimit))
        {
            await SignalAsync(LibC.Kill, ForcedLimit);
        }
    }

    private async Task<bool> SignalAsync(int signal, TimeSpan limit)
    {
        if (!IsAlive())
        {
            return true;
        }

        LibC.Send(ProcessId, signal);
        var clock = Stopwatch.StartNew();
        while (IsRunning())
        {
            if (clock.Elapsed > limit)
            {
                return false;
            }

            await Task.Delay(Pause);
        }

        return true;
    }

    // The lock file goes before the process does, so identity is no longer asked here.
    private bool IsRunning() =>
        OperatingSystem.IsLinux()
            ? PostmasterStatus.TryRead($"/proc/{ProcessId}/cmdline") is { Length: > 0 }
                && PostmasterStatus.TryRead($"/proc/{ProcessId}/comm")?.Trim() == "postgres"
            : IsProcessNamed("postgres");

    private bool IsProcessNamed(string? name)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return !process.HasExited && (name is null || process.ProcessName.StartsWith(name, StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}

using System.Diagnostics;
using System.Security.Cryptography;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>
/// A tiny shell that ends an ephemeral server when its owner dies, however it dies: it reads a pipe the owner keeps open,
/// and the system closes the pipe with the process. (The kernel's parent-death signal is tied to the thread that forked.)
/// </summary>
internal sealed class EphemeralWatchdog : IDisposable
{
    private const string Farewell = "done";

    // The shell leaves the owner's session and process tree, so that what kills those does not kill it too.
    private const string UnixScript = """
        exec 3<&0
        (
          trap '' INT TERM HUP QUIT
          word=''
          read -r word <&3
          [ "$word" = done ] && exit 0
          pid=$(head -n 1 "$1/data/postmaster.pid")
          case "$pid" in
            ''|*[!0-9]*) pid='' ;;
            *) [ ! -r "/proc/$pid/comm" ] || [ "$(cat "/proc/$pid/comm")" = postgres ] || pid='' ;;
          esac
          if [ -n "$pid" ]; then
            kill -QUIT "$pid"
            tries=0
            while kill -0 "$pid" && [ "$tries" -lt 50 ]; do sleep 0.2; tries=$((tries + 1)); done
          fi
          rm -rf -- "$1" || { sleep 1; rm -rf -- "$1"; }
        ) </dev/null >/dev/null 2>&1 &
        """;

    private const string WindowsScript = """
        @echo off
        set word=
        set /p word=
        if "%word%"=="done" goto end
        "%PAGODIGITALE_WATCHED_BIN%\pg_ctl.exe" stop -D "%PAGODIGITALE_WATCHED_DIR%\data" -m immediate -w -t 10
        rmdir /s /q "%PAGODIGITALE_WATCHED_DIR%"
        :end
        (goto) 2>nul & del "%~f0"
        """;

    private readonly Process _shell;

    private EphemeralWatchdog(Process shell) => _shell = shell;

    public static EphemeralWatchdog Start(DataFolder folder, PostgresBinaries binaries)
    {
        var description =
            OperatingSystem.IsWindows() ? DescribeWindows(folder, binaries)
            : Command.FindOnPath("setsid") is { } setsid
                ? Command.Describe(setsid, ["/bin/sh", "-c", UnixScript, "sh", folder.Root], null, capture: false)
            : Command.Describe("/bin/sh", ["-c", UnixScript, "sh", folder.Root], null, capture: false);
        description.RedirectStandardInput = true;
        return new EphemeralWatchdog(
            Process.Start(description) ?? throw new EmbeddedPostgresException("The watchdog of the ephemeral server did not start.")
        );
    }

    /// <summary>The server is gone and its data with it: nothing is left to watch.</summary>
    public void Dismiss()
    {
        try
        {
            _shell.StandardInput.WriteLine(Farewell);
            _shell.StandardInput.Flush();
        }
        catch (IOException error)
        {
            // Somebody killed the watchdog; what it was to do is done already.
            Debug.WriteLine(error.Message);
        }
    }

    public void Dispose() => _shell.Dispose();

    private static ProcessStartInfo DescribeWindows(DataFolder folder, PostgresBinaries binaries)
    {
        var script = Path.Combine(
            Path.GetTempPath(),
            $"pagodigitale-watchdog-{RandomNumberGenerator.GetHexString(32, lowercase: true)}.cmd"
        );
        File.WriteAllText(script, WindowsScript.ReplaceLineEndings("\r\n"));
        var description = Command.Describe("cmd.exe", ["/d", "/q", "/c", script], null, capture: false);
        description.Environment["PAGODIGITALE_WATCHED_BIN"] = binaries.Directory;
        description.Environment["PAGODIGITALE_WATCHED_DIR"] = folder.Root;
        return description;
    }
}

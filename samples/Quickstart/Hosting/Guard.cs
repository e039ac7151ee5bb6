using System.Diagnostics;
using System.Runtime.InteropServices;

namespace PagoDigitale.Quickstart.Hosting;

/// <summary>
/// Stands between the quickstart and a process it starts, so that the process never outlives it: the guard's standard input is
/// a pipe that only the quickstart holds, and when it closes, because the quickstart said so or was killed, the guard asks
/// the process to stop, and kills it when it does not. Signals of the terminal go to everybody; the guard ignores them and
/// waits for the process to act on them.
/// </summary>
internal static partial class Guard
{
    private const int SigTerm = 15;

    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(25);

    public static async Task<int> RunAsync(string[] command)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => signal.Cancel = true);
        using var process = Process.Start(
            new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, UseShellExecute = false }
        )!;
        process.StandardInput.Close();
        var exit = process.WaitForExitAsync();
        if (await Task.WhenAny(exit, EndOfInputAsync()) != exit)
            await StopAsync(process);
        await exit;
        return process.ExitCode;
    }

    private static async Task EndOfInputAsync()
    {
        await using var input = Console.OpenStandardInput();
        var ignored = new byte[256];
        while (await input.ReadAsync(ignored) > 0) { }
    }

    private static async Task StopAsync(Process process)
    {
        if (OperatingSystem.IsWindows())
        {
            process.Kill(entireProcessTree: true);
            return;
        }
        _ = SendSignal(process.Id, SigTerm);
        using var limit = new CancellationTokenSource(StopTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int processId, int signal);
}

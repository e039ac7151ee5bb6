using System.Diagnostics;

namespace PagoDigitale.Quickstart.Hosting;

/// <summary>A process of the quickstart's own, behind a <see cref="Guard"/>. What it says goes to a log file.</summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    private const int LastLinesMax = 15;

    private readonly Process _guard;
    private readonly StreamWriter _log;
    private readonly Queue<string> _lastLines = new();

    private GuardedProcess(Process guard, StreamWriter log) => (_guard, _log) = (guard, log);

    public bool HasExited => _guard.HasExited;

    public string LastLines
    {
        get
        {
            lock (_lastLines)
                return string.Join(Environment.NewLine, _lastLines);
        }
    }

    public static GuardedProcess Start(
        string assemblyPath,
        IEnumerable<string> arguments,
        IReadOnlyDictionary<string, string> environment,
        string logPath
    )
    {
        if (!File.Exists(assemblyPath))
            throw new HostingException($"{assemblyPath} is not there: build the solution first.");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var start = new ProcessStartInfo(dotnet, [typeof(GuardedProcess).Assembly.Location, "guard", dotnet, assemblyPath, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetDirectoryName(assemblyPath)!,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = new GuardedProcess(new Process { StartInfo = start }, new StreamWriter(OpenLog(logPath)) { AutoFlush = true });
        process._guard.OutputDataReceived += (_, line) => process.Keep(line.Data);
        process._guard.ErrorDataReceived += (_, line) => process.Keep(line.Data);
        process._guard.Start();
        process._guard.BeginOutputReadLine();
        process._guard.BeginErrorReadLine();
        return process;
    }

    public Task WaitForExitAsync(CancellationToken cancellationToken) => _guard.WaitForExitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (!_guard.HasExited)
            _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
        _guard.Dispose();
        await _log.DisposeAsync();
    }

    /// <summary>What the api says may name persons: for its owner alone.</summary>
    private static FileStream OpenLog(string path)
    {
        var how = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.Read,
        };
        if (OperatingSystem.IsWindows())
            return new FileStream(path, how);
        how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var log = new FileStream(path, how);
        // Also one that an earlier version made.
        File.SetUnixFileMode(log.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return log;
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_lastLines)
        {
            if (_lastLines.Count == LastLinesMax)
                _lastLines.Dequeue();
            _lastLines.Enqueue(line);
            _log.WriteLine(line);
        }
    }
}

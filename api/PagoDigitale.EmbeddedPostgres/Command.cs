using System.ComponentModel;
using System.Diagnostics;

namespace PagoDigitale.EmbeddedPostgres;

internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs a tool to its end and keeps what it printed.</summary>
internal static class Command
{
    public const int NotStarted = 127;

    private const int OutputCharsMax = 16_384;

    public static async Task<CommandResult> RunAsync(
        string file,
        IEnumerable<string> arguments,
        string? workingDirectory,
        TimeSpan limit,
        CancellationToken cancellationToken,
        bool capture = true
    )
    {
        using var process = new Process { StartInfo = Describe(file, arguments, workingDirectory, capture) };
        try
        {
            process.Start();
        }
        catch (Win32Exception error)
        {
            return new CommandResult(NotStarted, $"{file}: {error.Message}");
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(limit);
        try
        {
            var output = capture ? process.StandardOutput.ReadToEndAsync(deadline.Token) : Task.FromResult("");
            var errors = capture ? process.StandardError.ReadToEndAsync(deadline.Token) : Task.FromResult("");
            var text = await output + await errors;
            await process.WaitForExitAsync(deadline.Token);
            return new CommandResult(process.ExitCode, text[Math.Max(0, text.Length - OutputCharsMax)..].Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            return new CommandResult(NotStarted, $"{file} did not finish within {limit.TotalSeconds:0} seconds.");
        }
    }

    public static ProcessStartInfo Describe(string file, IEnumerable<string> arguments, string? workingDirectory, bool capture)
    {
        var start = new ProcessStartInfo(file)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
            // A working directory closed to the server's user makes PostgreSQL fail to find itself.
            WorkingDirectory = workingDirectory ?? Path.GetPathRoot(Environment.SystemDirectory) ?? "/",
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        // PGDATA, PGPORT and the like belong to some other server.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        // English messages, and macOS needs a locale it does not have to look up.
        start.Environment["LC_ALL"] = "C";
        return start;
    }

    public static string? FindOnPath(string name) => PathFolders().Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    public static IEnumerable<string> PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct();
}

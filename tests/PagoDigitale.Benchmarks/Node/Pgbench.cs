using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using PagoDigitale.Platform.Database;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>PostgreSQL's own load generator, with the settings of the application's connections and statements prepared.</summary>
internal static partial class Pgbench
{
    /// <returns>The round, and the most transactions that one client made.</returns>
    public static async Task<(NodeRound Round, long MostOfOne)> RunAsync(
        string connectionString,
        string script,
        int clients,
        int seconds,
        IReadOnlyDictionary<string, string> variables
    )
    {
        var folder = Directory.CreateTempSubdirectory("pgbench-");
        try
        {
            var file = Path.Combine(folder.FullName, "limit.sql");
            await File.WriteAllTextAsync(file, script);
            var settings = new NpgsqlConnectionStringBuilder(connectionString);
            var start = new ProcessStartInfo(Find())
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = folder.FullName,
                Environment =
                {
                    ["PGHOST"] = settings.Host,
                    ["PGPORT"] = settings.Port.ToString(CultureInfo.InvariantCulture),
                    ["PGUSER"] = settings.Username,
                    ["PGPASSWORD"] = settings.Password,
                    ["PGDATABASE"] = settings.Database,
                    ["PGOPTIONS"] = SessionSettings.Application,
                },
            };
            string[] arguments =
            [
                "--no-vacuum",
                "--protocol=prepared",
                "--log",
                "--log-prefix=round",
                $"--client={clients}",
                $"--jobs={Math.Min(clients, Environment.ProcessorCount)}",
                $"--time={seconds}",
                $"--file={file}",
                .. variables.Select(v => $"--define={v.Key}={v.Value}"),
            ];
            foreach (var argument in arguments)
                start.ArgumentList.Add(argument);
            using var process = Process.Start(start)!;
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            if (process.ExitCode != 0 || FailedOf().Match(await output) is { Success: true, Groups: [_, { Value: not "0" }] })
                throw new InvalidOperationException($"pgbench failed: {await errors} {await output}");
            var lines = Directory
                .EnumerateFiles(folder.FullName, "round.*")
                .SelectMany(File.ReadLines)
                .Select(l => l.Split(' '))
                .Select(l =>
                    (Transaction: long.Parse(l[1], CultureInfo.InvariantCulture), Time: float.Parse(l[2], CultureInfo.InvariantCulture))
                )
                .ToList();
            var tps = double.Parse(TpsOf().Match(await output).Groups[1].Value, CultureInfo.InvariantCulture);
            return (NodeRound.Of(lines.Select(l => l.Time / 1_000), seconds) with { PerSecond = tps }, lines.Max(l => l.Transaction) + 1);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Of Debian's PostgreSQL, or the first on the path: the binaries of the tests have none.</summary>
    private static string Find() =>
        Directory.Exists("/usr/lib/postgresql")
        && Directory.EnumerateDirectories("/usr/lib/postgresql").Select(d => Path.Combine(d, "bin", "pgbench")).Where(File.Exists).Max()
            is { } found
            ? found
            : "pgbench";

    [GeneratedRegex(@"tps = ([0-9.]+)")]
    private static partial Regex TpsOf();

    [GeneratedRegex("number of failed transactions: ([0-9]+)")]
    private static partial Regex FailedOf();
}

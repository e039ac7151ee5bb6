using System.Diagnostics;
using System.Globalization;
using Npgsql;
using PagoDigitale.Benchmarks.BulkLoad;

namespace PagoDigitale.Benchmarks.Node;

/// <summary>
/// A file of another organization's debts that a worker in a process of its own loads into the same database, and what the node's calls
/// take meanwhile.
/// </summary>
internal static class LoadBeside
{
    private const string Name = "load-flow";

    /// <summary>Measures until the load has ended, or so many rounds.</summary>
    public static async Task<List<NodeRound>> MeasureAsync(string connectionString, int rows, int roundsMax, Func<Task<NodeRound>> round)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using (var command = source.CreateCommand(Registry.Sql))
            await command.ExecuteNonQueryAsync();
        using var process = Process.Start(
            new ProcessStartInfo("dotnet")
            {
                ArgumentList = { typeof(LoadBeside).Assembly.Location, Name, "--connection", connectionString, "--rows", $"{rows}" },
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            // It says so when the file is there.
            await process.StandardOutput.ReadLineAsync();
            var rounds = new List<NodeRound>();
            while (rounds.Count < roundsMax && !process.HasExited)
                rounds.Add(await round());
            // One that was over before the round was is no measure of a load.
            if (process.HasExited && rounds.Count > 1)
                rounds.RemoveAt(rounds.Count - 1);
            return rounds;
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>The process beside.</summary>
    public sealed class Worker : IBenchmark
    {
        public string Name => LoadBeside.Name;

        public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
        {
            var rows = int.Parse(options["rows"], CultureInfo.InvariantCulture);
            var file = Path.GetTempFileName();
            try
            {
                Registry.WriteCsv(file, rows);
                Console.WriteLine("The file is written.");
                await FlowRun.MeasureAsync(options["connection"], file, rows);
                return true;
            }
            finally
            {
                File.Delete(file);
            }
        }
    }
}

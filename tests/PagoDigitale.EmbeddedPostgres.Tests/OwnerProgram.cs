using System.Diagnostics;

namespace PagoDigitale.EmbeddedPostgres.Tests;

/// <summary>A process of its own that owns a server until it is killed.</summary>
internal sealed class OwnerProgram : IDisposable
{
    private readonly Process _process;

    private OwnerProgram(Process process, int serverProcessId)
    {
        _process = process;
        ServerProcessId = serverProcessId;
    }

    public int ServerProcessId { get; }

    public static async Task Main(string[] args)
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = args[0], Ephemeral = args[1] == "ephemeral" }
        );
        Console.WriteLine(server.ProcessId);
        await Task.Delay(Timeout.Infinite);
    }

    public static async Task<OwnerProgram> RunAsync(string dataDirectory, bool isEphemeral)
    {
        var process = Process.Start(
            new ProcessStartInfo(
                "dotnet",
                ["exec", typeof(OwnerProgram).Assembly.Location, dataDirectory, isEphemeral ? "ephemeral" : "persistent"]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var line = await process.StandardOutput.ReadLineAsync();
        return new OwnerProgram(process, int.Parse(line!, System.Globalization.CultureInfo.InvariantCulture));
    }

    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

using System.Globalization;
using System.Runtime.InteropServices;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Quickstart.Display;
using PagoDigitale.Quickstart.Hosting;
using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart;

/// <summary>The two things the quickstart does: the main job once, or keeping everything running.</summary>
internal static class Commands
{
    private const int DefaultPort = 5080;

    private const string Usage = """
        dotnet run --project samples/Quickstart                                 the main job, from spreadsheet to reversali
        dotnet run --project samples/Quickstart -- --serve [--port 5080]        keeps everything running, until Ctrl-C
          --data <folder>   keeps the database there; otherwise it lives in a temporary folder and is gone afterwards
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!TryParse(args, out var isServing, out var port, out var data))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return isServing ? await ServeAsync(data, port, stop.Token) : await RunMainJobAsync(data, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return isServing ? 0 : 130;
        }
        catch (Exception failure)
            when (failure is MainJobFailedException or PagoDigitaleException or HttpRequestException or HostingException or TimeoutException
            )
        {
            await Console.Error.WriteLineAsync(Described(failure));
            return 1;
        }

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static async Task<int> RunMainJobAsync(string? data, CancellationToken cancellationToken)
    {
        using var display = Displays.Open();
        await using var demo = await DemoHost.StartAsync(data, port: null, display, cancellationToken);
        // A database that is kept may hold the organization of an earlier run: each run collects for one of its own.
        var options = data is null ? new MainJobOptions() : new MainJobOptions { Organization = NewCode() };
        using var client = demo.Client();
        using var simulator = demo.Simulator();
        var result = await MainJob.MainJob.RunAsync(client, demo.NodeUrl, simulator, display, options, cancellationToken);
        display.Show(result);
        return result.IsClosed ? 0 : 1;
    }

    /// <summary>Of nobody, and with the check digit that every code has.</summary>
    private static string NewCode()
    {
        var first10 = string.Create(
            CultureInfo.InvariantCulture,
            $"8{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() % 1_000_000_000:D9}"
        );
        return first10 + VatCheck.CheckDigit(first10);
    }

    private static async Task<int> ServeAsync(string? data, int port, CancellationToken cancellationToken)
    {
        DemoFile file;
        await using (var demo = await StartDemoAsync(data, port, cancellationToken))
        {
            file = await DemoFile.WriteAsync(demo, new MainJobOptions(), cancellationToken);
            Console.WriteLine(
                $"""
                documentation    {new Uri(demo.BaseAddress, "/docs")}
                API              {demo.BaseAddress}
                Node services    {file.NodeUrl}
                Node simulator   {demo.SimulatorAddress} (lists its calls: pay notices, rendicontazioni, bank statement)
                Everything else  {DemoFile.FullPath}
                Ctrl-C stops it.
                """
            );
            await demo.WaitUntilStoppedAsync(cancellationToken);
        }
        DemoFile.Delete();
        Console.WriteLine("Stopped.");
        return 0;
    }

    private static async Task<DemoHost> StartDemoAsync(string? data, int port, CancellationToken cancellationToken)
    {
        using var display = Displays.Open();
        var demo = await DemoHost.StartAsync(data, port, display, cancellationToken);
        try
        {
            await demo.EnsureOrganizationAsync(display, new MainJobOptions(), cancellationToken);
            return demo;
        }
        catch
        {
            await demo.DisposeAsync();
            throw;
        }
    }

    private static string Described(Exception failure) =>
        failure is PagoDigitaleException { Problem: { } problem }
            ? $"{problem.Title}: {problem.Detail} "
                + string.Join(" ", problem.Errors?.Select(error => $"{error.Field}: {error.Message} {error.Remedy}") ?? [])
                + $" (trace {problem.TraceId})"
            : failure.Message;

    private static bool TryParse(string[] args, out bool isServing, out int port, out string? data)
    {
        (isServing, port, data) = (false, DefaultPort, null);
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--serve":
                    isServing = true;
                    break;
                case "--port"
                    when i + 1 < args.Length
                        && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out port)
                        && port is > 0 and <= 65535:
                    i++;
                    break;
                case "--data" when i + 1 < args.Length:
                    data = Path.GetFullPath(args[++i]);
                    break;
                default:
                    return false;
            }
        }
        return true;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PagoDigitale.TestKit;

/// <summary>A web application of ours as a process of its own, on a free loopback port.</summary>
public sealed class DotnetProcess : IAsyncDisposable
{
    private readonly Process _process;

    private DotnetProcess(Process process, Uri baseAddress) => (_process, BaseAddress) = (process, baseAddress);

    public Uri BaseAddress { get; }

    /// <param name="assembly">Beside the tests, for example <c>PagoDigitale.Api.dll</c>.</param>
    /// <param name="readyPath">Answers 200 when the application can be used.</param>
    /// <param name="at">Where one that was killed had been; anywhere when null.</param>
    public static async Task<DotnetProcess> StartAsync(
        string assembly,
        string readyPath,
        IReadOnlyDictionary<string, string> environment,
        Uri? at = null
    )
    {
        var address = at ?? new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, assembly), "--urls", address.ToString()]);
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var app = new DotnetProcess(Process.Start(start)!, address);
        await app.WaitUntilReadyAsync(readyPath);
        return app;
    }

    public long PeakMebibytes()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64 / (1024 * 1024);
    }

    /// <summary>As an operator's kill -9, or a power cut, would: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync(string path)
    {
        using var http = new HttpClient { BaseAddress = BaseAddress };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException(
                    $"{_process.StartInfo.ArgumentList[0]} ended with exit code {_process.ExitCode} while starting."
                );
            try
            {
                using var response = await http.GetAsync(path, limit.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception failure) when (failure is HttpRequestException or SocketException)
            {
                // Not listening yet.
            }
            await Task.Delay(100, limit.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

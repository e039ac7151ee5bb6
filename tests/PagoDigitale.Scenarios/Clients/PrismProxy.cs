using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>
/// Prism in front of the api, with openapi.yaml in its hands. It lets everything pass and says in a header of the answer what was
/// against the contract; with its --errors it would refuse such requests itself, and what the api answers would never be seen.
/// </summary>
internal sealed class PrismProxy : IAsyncDisposable
{
    private readonly Process _process;

    private PrismProxy(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public static async Task<PrismProxy> StartAsync(Uri api)
    {
        var prism = RepositoryFolder.Of(
            "build/prism/node_modules/@stoplight/prism-cli/dist/index.js",
            "build/install-tools.sh build/prism"
        );
        var contract = Path.Combine(AppContext.BaseDirectory, "openapi.yaml");
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        string[] arguments = [prism, "proxy", contract, api.ToString(), "--port", address.Port.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo("node", [.. arguments, "--verboseLevel", "error"]) { RedirectStandardOutput = true };
        // Usage statistics of a dependency.
        start.Environment["SCARF_ANALYTICS"] = "false";
        var proxy = new PrismProxy(Process.Start(start)!, address);
        // Nobody reads its log; a full pipe would stop it.
        proxy._process.OutputDataReceived += (_, _) => { };
        proxy._process.BeginOutputReadLine();
        await proxy.WaitUntilItListensAsync();
        return proxy;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task WaitUntilItListensAsync()
    {
        using var http = new HttpClient { BaseAddress = Address };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"Prism ended with exit code {_process.ExitCode} while starting.");
            try
            {
                using var answer = await http.GetAsync("/status", limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
            await Task.Delay(200, limit.Token);
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using PagoDigitale.Sdk;

namespace PagoDigitale.TestKit;

/// <summary>The api as a process of its own, workers included, that a test can kill.</summary>
public sealed class ApiProcess : IAsyncDisposable
{
    private readonly Process _process;

    private ApiProcess(Process process, Uri baseAddress) => (_process, BaseAddress) = (process, baseAddress);

    public Uri BaseAddress { get; }

    public static async Task<ApiProcess> StartAsync(string connectionString)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "PagoDigitale.Api.dll"), "--urls", address.ToString()])
        {
            Environment =
            {
                ["ConnectionStrings__PagoDigitale"] = connectionString,
                ["PagoDigitale__MasterKey"] = Convert.ToBase64String(new byte[32]),
                ["PagoDigitale__Bootstrap__ClientId"] = TestApi.AdminClientId,
                ["PagoDigitale__Bootstrap__ClientSecret"] = TestApi.AdminSecret,
                ["PagoDigitale__RateLimit__PerClientPerMinute"] = "1000000",
                ["PagoDigitale__Jobs__LeaseSeconds"] = "3",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var api = new ApiProcess(Process.Start(start)!, address);
        await api.WaitUntilReadyAsync();
        return api;
    }

    /// <summary>As an operator's kill -9, or a power cut, would: no chance to tidy up.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    public PagoDigitaleClient Client() =>
        new(new PagoDigitaleOptions { BaseAddress = BaseAddress, ClientId = TestApi.AdminClientId, ClientSecret = TestApi.AdminSecret });

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task WaitUntilReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = BaseAddress };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            if (_process.HasExited)
                throw new InvalidOperationException($"The api ended with exit code {_process.ExitCode} while starting.");
            try
            {
                using var response = await http.GetAsync("/health/ready", limit.Token);
                if (response.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException)
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

using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Reflection;
using System.Security.Cryptography;
using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.Hosting;

/// <summary>The api with a database of its own and the node simulator, as processes that end with this one.</summary>
internal sealed class DemoHost : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(5);

    private readonly DataFolder _folder;
    private readonly GuardedProcess _api;
    private readonly GuardedProcess _simulator;

    private DemoHost(DataFolder folder, Uri baseAddress, Uri simulatorAddress, string secret)
    {
        _folder = folder;
        BaseAddress = baseAddress;
        SimulatorAddress = simulatorAddress;
        ClientSecret = secret;
        _api = GuardedProcess.Start(
            PathOf("Api"),
            ["--urls", baseAddress.GetLeftPart(UriPartial.Authority)],
            ApiSettings(folder, secret),
            folder.In("api.log")
        );
        _simulator = GuardedProcess.Start(
            PathOf("NodeSimulator"),
            ["--urls", simulatorAddress.GetLeftPart(UriPartial.Authority), "--state", folder.In("simulator.json")],
            new Dictionary<string, string>(),
            folder.In("simulator.log")
        );
    }

    public static string ClientId => "demo";

    public string ClientSecret { get; }

    public Uri BaseAddress { get; }

    public Uri SimulatorAddress { get; }

    public Uri NodeUrl => new(BaseAddress, "/node/");

    public static async Task<DemoHost> StartAsync(string? data, int? port, IProgressSink progress, CancellationToken cancellationToken)
    {
        using var step = progress.Begin("Start the database, the api and the simulator");
        var secret = $"pds_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";
        var host = new DemoHost(DataFolder.Open(data), Loopback(port ?? FreePort.Find()), Loopback(FreePort.Find()), secret);
        try
        {
            await WaitUntilReadyAsync(host._simulator, "simulator", new Uri(host.SimulatorAddress, "/status"), cancellationToken);
            step.At(1, 2);
            await WaitUntilReadyAsync(host._api, "api", new Uri(host.BaseAddress, "/health/ready"), cancellationToken);
            step.At(2, 2);
            step.Say($"{host.BaseAddress} and {host.SimulatorAddress}");
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    public PagoDigitaleClient Client() =>
        new(
            new()
            {
                BaseAddress = BaseAddress,
                ClientId = ClientId,
                ClientSecret = ClientSecret,
            }
        );

    public HttpClient Simulator() => new() { BaseAddress = SimulatorAddress, Timeout = TimeSpan.FromMinutes(10) };

    /// <summary>A database that was kept has it already.</summary>
    public async Task EnsureOrganizationAsync(IProgressSink progress, MainJobOptions options, CancellationToken cancellationToken)
    {
        using var client = Client();
        using var simulator = Simulator();
        try
        {
            await client.Organizations.ReadAsync(options.Organization, cancellationToken);
        }
        catch (PagoDigitaleNotFoundException)
        {
            await new CreateOrganization(new(client, NodeUrl, new SimulatorClient(simulator), options, progress)).RunAsync(
                cancellationToken
            );
        }
    }

    /// <summary>Until somebody asks to stop, or one of the processes goes down by itself.</summary>
    public async Task WaitUntilStoppedAsync(CancellationToken cancellationToken)
    {
        try
        {
            var first = await Task.WhenAny(_api.WaitForExitAsync(cancellationToken), _simulator.WaitForExitAsync(cancellationToken));
            await first;
        }
        catch (OperationCanceledException)
        {
            return;
        }
        // Ctrl-C in a terminal reaches the processes too, which may be quicker than we are.
        await Task.Delay(TimeSpan.FromMilliseconds(500), CancellationToken.None);
        if (!cancellationToken.IsCancellationRequested)
            throw new HostingException(
                $"A process went down by itself.{Environment.NewLine}{_api.LastLines}{Environment.NewLine}{_simulator.LastLines}"
            );
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        await _api.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task WaitUntilReadyAsync(GuardedProcess process, string name, Uri address, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(StartTimeout);
        while (true)
        {
            if (process.HasExited)
                throw new HostingException(
                    $"The {name} ended while it was starting. Its last words:{Environment.NewLine}{process.LastLines}"
                );
            try
            {
                using var answer = await http.GetAsync(address, limit.Token);
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (Exception failure) when (failure is HttpRequestException or SocketException && !process.HasExited)
            {
                // Not listening yet.
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw new HostingException(
                    $"The {name} was not ready within {StartTimeout.TotalMinutes} minutes. Its last "
                        + $"words:{Environment.NewLine}{process.LastLines}"
                );
            }
            await Task.Delay(200, cancellationToken);
        }
    }

    private static Dictionary<string, string> ApiSettings(DataFolder folder, string secret) =>
        new()
        {
            ["PagoDigitale__DataFolder"] = folder.Path,
            ["PagoDigitale__Bootstrap__ClientId"] = ClientId,
            ["PagoDigitale__Bootstrap__ClientSecret"] = secret,
            // The simulator, which plays services of pagoPA on this machine.
            ["PagoDigitale__Outbound__AllowedHosts__0"] = "127.0.0.1",
            ["Logging__LogLevel__Default"] = "Warning",
        };

    private static Uri Loopback(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));

    private static string PathOf(string name) =>
        Path.GetFullPath(
            typeof(DemoHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == name).Value!
        );
}

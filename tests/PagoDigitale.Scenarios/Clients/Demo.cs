using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.NodeSimulator;
using PagoDigitale.Quickstart.Hosting;
using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>The api and the node simulator, with the file that says where they are, for clients in other languages.</summary>
internal sealed class Demo : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly WebApplication _simulator;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pagodigitale-clients-");

    private Demo(TestApi api, WebApplication simulator) => (Api, _simulator) = (api, simulator);

    public TestApi Api { get; }

    public Uri SimulatorAddress { get; private init; } = null!;

    public string File => Path.Combine(_folder.FullName, "demo.json");

    public static async Task<Demo> StartAsync()
    {
        var api = await TestApi.ListenAsync();
        var simulator = SimulatorHost.Build([], builder => builder.Logging.ClearProviders());
        simulator.Urls.Add("http://127.0.0.1:0");
        await simulator.StartAsync();
        var addresses = simulator.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var demo = new Demo(api, simulator) { SimulatorAddress = new(addresses.Single()) };
        await demo.WriteAsync();
        return demo;
    }

    /// <summary>Runs a client to its end, and meanwhile the jobs of the api; what it said. The client has to exit with 0.</summary>
    public async Task<string> PlayAsync(string program, string folder, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(Patience);
        var end = process.WaitForExitAsync(limit.Token);
        try
        {
            await RunJobsUntilAsync(end);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        process.ExitCode.ShouldBe(0, $"{await said}\n{await complained}");
        return await said;
    }

    /// <summary>Until something that waits for them has come to its end.</summary>
    public async Task RunJobsUntilAsync(Task end)
    {
        while (!end.IsCompleted)
        {
            await Api.RunJobsAsync();
            await Task.WhenAny(end, Task.Delay(50));
        }
        await end;
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        await _simulator.DisposeAsync();
        await Api.DisposeAsync();
    }

    private Task WriteAsync()
    {
        var options = new MainJobOptions();
        var written = new DemoFile(
            Api.BaseAddress,
            new Uri(Api.BaseAddress, "/v1/oauth/token"),
            TestApi.AdminClientId,
            TestApi.AdminSecret,
            options.Organization,
            options.Broker,
            options.Station,
            options.SegregationCode,
            new Uri(Api.BaseAddress, $"/node/{options.Station}"),
            SimulatorAddress
        );
        return System.IO.File.WriteAllTextAsync(File, JsonSerializer.Serialize(written, JsonSerializerOptions.Web));
    }
}

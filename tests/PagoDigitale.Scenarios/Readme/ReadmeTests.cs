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
using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios.Readme;

/// <summary>They change the working folder of the process, as whoever types the commands does.</summary>
[CollectionDefinition(nameof(WorkingFolder), DisableParallelization = true)]
public sealed class WorkingFolder;

/// <summary>The commands that README.md shows are typed into a shell. Its C# is run by the tests of the SDK’s package.</summary>
[Collection(nameof(WorkingFolder))]
public sealed class ReadmeTests : IAsyncLifetime
{
    private readonly string _before = Directory.GetCurrentDirectory();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pagodigitale-readme-");
    private readonly MainJobOptions _options = new();
    private TestApi _api = null!;
    private WebApplication _simulator = null!;

    public async Task InitializeAsync()
    {
        _api = await TestApi.ListenAsync();
        _simulator = SimulatorHost.Build([], builder => builder.Logging.ClearProviders());
        _simulator.Urls.Add("http://127.0.0.1:0");
        await _simulator.StartAsync();
        var simulator = new Uri(
            _simulator.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()
        );
        using var http = new HttpClient { BaseAddress = simulator };
        var node = new Uri(_api.BaseAddress, "/node/");
        await new CreateOrganization(new Tools(_api.Admin, node, new SimulatorClient(http), _options, new Silence())).RunAsync(
            CancellationToken.None
        );
        Directory.CreateDirectory(Path.Combine(_folder.FullName, ".pagodigitale"));
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "specs", "formats"));
        File.Copy(
            Path.Combine(AppContext.BaseDirectory, "flow-standard-example.csv"),
            Path.Combine(_folder.FullName, "specs", "formats", "flow-standard-example.csv")
        );
        var demo = new DemoFile(
            _api.BaseAddress,
            new Uri(_api.BaseAddress, "/v1/oauth/token"),
            TestApi.AdminClientId,
            TestApi.AdminSecret,
            _options.Organization,
            _options.Broker,
            _options.Station,
            _options.SegregationCode,
            new Uri(node, _options.Station),
            simulator
        );
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, ".pagodigitale", "demo.json"),
            JsonSerializer.Serialize(demo, JsonSerializerOptions.Web)
        );
        Directory.SetCurrentDirectory(_folder.FullName);
    }

    public async Task DisposeAsync()
    {
        Directory.SetCurrentDirectory(_before);
        _folder.Delete(recursive: true);
        await _simulator.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task The_commands_of_the_README_pay_a_debt_from_the_beginning_to_the_end()
    {
        var commands = ReadmeText
            .Blocks(ReadmeText.Root, "sh")
            .Where(b => b.Contains("demo", StringComparison.Ordinal) && !b.StartsWith("dotnet", StringComparison.Ordinal))
            .ToList();
        commands.Count.ShouldBe(5);

        var said = await TypeAsync(string.Join('\n', commands));

        // That of the other one is lost on purpose, and nothing has looked for it yet.
        var paid = (await _api.Admin.Positions.ListAsync(_options.Organization, new() { IsPaid = true })).Items.ShouldHaveSingleItem();
        (paid.AmountCents, paid.State).ShouldBe((13_000, "paid"));
        foreach (var file in new[] { "avviso.pdf", "quietanza.pdf" })
            (await File.ReadAllBytesAsync(file)).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue($"{file}: {said}");
        (await _api.Admin.Flows.ListAsync(_options.Organization))
            .Items.ShouldHaveSingleItem()
            .FileName.ShouldBe("flow-standard-example.csv");
        // Who serves the demo has workers, which this application has not.
        await _api.RunJobsAsync();
        (await _api.Admin.PublishedFlows.ListAsync(_options.Organization)).Items.ShouldAllBe(
            f => f.State == PublishedFlowStates.Fetched,
            said
        );
        (await _api.Admin.MissingReceipts.ListAsync(_options.Organization))
            .Items.ShouldHaveSingleItem()
            .State.ShouldBe(MissingReceiptStates.Received, said);
        (await _api.Admin.Positions.ReadAsync(_options.Organization, paid.Id)).State.ShouldBe("reported");
        (await _api.Admin.AcaAlignments.ListAsync(_options.Organization))
            .Items.Single(a => a.Origin == AcaAlignmentOrigins.Request)
            .State.ShouldBe(AcaAlignmentStates.Completed, said);
    }

    /// <summary>A command that fails ends it: nobody would see that in a browser.</summary>
    private static async Task<string> TypeAsync(string commands)
    {
        using var shell = Process.Start(
            new ProcessStartInfo("bash", ["-euo", "pipefail"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var (said, complained) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.StandardInput.WriteAsync(commands.Replace("curl -s", "curl -sS --fail-with-body", StringComparison.Ordinal));
        shell.StandardInput.Close();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await shell.WaitForExitAsync(limit.Token);
        shell.ExitCode.ShouldBe(0, $"{await said}\n{await complained}");
        return await said;
    }

    private sealed class Silence : IProgressSink, IStepProgress
    {
        public IStepProgress Begin(string title) => this;

        public void At(long done, long total) { }

        public void Say(string fact) { }

        public void Dispose() { }
    }
}

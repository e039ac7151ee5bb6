using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios;

/// <summary>The main job of the quickstart, every exchange checked against the contract, every sum to the cent.</summary>
public sealed class MainJobTests : IAsyncLifetime
{
    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public async Task Five_hundred_members_pay_and_every_sum_closes()
    {
        await using var api = await ApiProcess.StartAsync(_connectionString);
        await using var simulator = await DotnetProcess.StartAsync("PagoDigitale.NodeSimulator.dll", "/status", new Dictionary<string, string>());
        using var client = api.Client();
        using var http = new HttpClient { BaseAddress = simulator.BaseAddress };

        var result = await MainJob.RunAsync(client, new Uri(api.BaseAddress, "node/"), http, new Silence());

        result.Mismatches.ShouldBeEmpty();
        result.TrialBalance.IsBalanced.ShouldBeTrue();
        result.Exceptions.Select(e => e.Class).ShouldBe(["DOPPI", "IUF_TES_DIV_IMP"], ignoreOrder: true);
        (await client.ActivityLog.VerifyAsync(result.Organization)).IsIntact.ShouldBeTrue();
    }

    private sealed class Silence : IProgressSink, IStepProgress
    {
        public IStepProgress Begin(string title) => this;

        public void At(long done, long total)
        {
        }

        public void Say(string fact)
        {
        }

        public void Dispose()
        {
        }
    }
}

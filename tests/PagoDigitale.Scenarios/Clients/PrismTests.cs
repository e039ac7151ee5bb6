using System.Globalization;
using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>A reader of the contract that is not ours looks at what passes between clients and the api.</summary>
public sealed class PrismTests
{
    [Fact]
    public async Task Calls_of_every_kind_break_no_rule_of_the_contract()
    {
        await using var demo = await Demo.StartAsync();
        await using var prism = await PrismProxy.StartAsync(demo.Api.BaseAddress);
        using var watch = new PrismWatch(new SocketsHttpHandler { AllowAutoRedirect = false });
        var options = new MainJobOptions { MembersCount = 60, PaidCount = 50 };
        using var client = new PagoDigitaleClient(
            new PagoDigitaleOptions
            {
                BaseAddress = prism.Address,
                ClientId = TestApi.AdminClientId,
                ClientSecret = TestApi.AdminSecret,
                RetryCountMax = 0,
            },
            new BinaryDetour(demo.Api.BaseAddress, watch)
        );
        await PlayTheMainJobAsync(demo, client, options);

        using var http = new HttpClient(watch, disposeHandler: false) { BaseAddress = prism.Address };
        var token = await demo.Api.TokenAsync();
        var every = new EveryOperation(http, options.Organization);
        await every.ReadAsync(token);
        await every.ErrAsync(token);
        await every.MissAsync(token);
        await every.ChangeAsync(token);

        watch.Violations.ShouldBeEmpty(string.Join('\n', watch.Violations.Distinct()));
        watch.RefusedCount.ShouldBeGreaterThan(100);
        watch.Calls.Count.ShouldBeGreaterThan(400);
        OpenApiContract.Instance.Operations.Select(o => o.OperationId).Except(watch.Calls.Select(c => c.Operation)).ShouldBeEmpty();
        var succeeded = watch.Calls.Where(c => c.Status < 300).Select(c => c.Operation).Distinct().Count();
        succeeded.ShouldBeGreaterThan(
            80,
            string.Join(", ", watch.Calls.Select(c => string.Create(CultureInfo.InvariantCulture, $"{c.Operation} {c.Status}")))
        );
        new[] { 200, 201, 202, 204, 400, 401, 404, 409, 422 }.Except(watch.Calls.Select(c => c.Status)).ShouldBeEmpty();
    }

    private static async Task PlayTheMainJobAsync(Demo demo, PagoDigitaleClient client, MainJobOptions options)
    {
        using var simulator = new HttpClient { BaseAddress = demo.SimulatorAddress, Timeout = TimeSpan.FromMinutes(5) };
        var job = MainJob.RunAsync(client, new Uri(demo.Api.BaseAddress, "/node/"), simulator, new Silence(), options);
        await demo.RunJobsUntilAsync(job);
        (await job).Mismatches.ShouldBeEmpty();
    }

    private sealed class Silence : IProgressSink, IStepProgress
    {
        public IStepProgress Begin(string title) => this;

        public void At(long done, long total) { }

        public void Say(string fact) { }

        public void Dispose() { }
    }
}

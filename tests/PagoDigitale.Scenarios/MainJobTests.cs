using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.NodeSimulator;
using PagoDigitale.Quickstart.MainJob;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Scenarios;

/// <summary>The quickstart's own job, over real sockets, with the jobs of the api run by the test.</summary>
public sealed class MainJobTests
{
    [Fact]
    public async Task Five_hundred_members_pay_their_fees_and_every_cent_is_accounted_for()
    {
        await using var api = await TestApi.ListenAsync();
        await using var simulator = SimulatorHost.Build([], builder => builder.Logging.ClearProviders());
        using var http = new HttpClient { BaseAddress = await StartAsync(simulator), Timeout = TimeSpan.FromMinutes(5) };
        var steps = new Steps();

        var job = MainJob.RunAsync(api.Admin, new Uri(api.BaseAddress, "/node/"), http, steps);
        while (!job.IsCompleted)
        {
            await api.RunJobsAsync();
            await Task.WhenAny(job, Task.Delay(50));
        }
        var result = await job;

        result.Mismatches.ShouldBeEmpty();
        result.TrialBalance.IsBalanced.ShouldBeTrue();
        result.Figures.ShouldContain(figure => figure.Name == "issued" && figure.Actual.Count == 498);
        result.Figures.ShouldContain(figure => figure.Name == "paid" && figure.Actual.Count == 471);
        result.Reversali.Count.ShouldBe(11);
        result
            .Exceptions.Select(exception => exception.Class)
            .ShouldBe([ReconciliationClasses.Doppi, ReconciliationClasses.IufTesDivImp], ignoreOrder: true);
        result.Exceptions.ShouldAllBe(exception => exception.NextStep.Length > 0);
        steps.Unfinished.ShouldBe(0);
    }

    private static async Task<Uri> StartAsync(WebApplication app)
    {
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        return new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    private sealed class Steps : IProgressSink
    {
        public int Unfinished { get; private set; }

        public IStepProgress Begin(string title) => new Step(this);

        private sealed class Step : IStepProgress
        {
            private readonly Steps _all;

            public Step(Steps all)
            {
                _all = all;
                all.Unfinished++;
            }

            public void At(long done, long total) => done.ShouldBeLessThanOrEqualTo(total);

            public void Say(string fact)
            {
                fact.ShouldNotBeEmpty();
                _all.Unfinished--;
            }

            public void Dispose() { }
        }
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Pools;

/// <summary>However much there is to compute in the background, calls are answered; a file waits for its turn.</summary>
public sealed class BusyProcessorTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task With_all_background_threads_computing_calls_are_answered_and_a_download_waits()
    {
        await using var api = await TestApi.ListenAsync();
        var rows = new PositionRows(api.ConnectionString);
        var organization = await rows.AddOrganizationAsync();
        var path = await LongFiles.AddOutcomeAsync(api, organization.Code, megabytes: 1);
        using var http = api.Http(await api.TokenAsync());
        using var node = api.Node();
        var threads = api.Services.GetRequiredService<BackgroundThreads>();
        using var open = new ManualResetEventSlim();
        var computing = Enumerable
            .Range(0, threads.MaximumConcurrencyLevel)
            .Select(_ => threads.ComputeAsync(() => open.Wait(Patience)))
            .ToList();

        var download = http.GetByteArrayAsync(path);
        for (var i = 0; i < 5; i++)
        {
            using (var list = await http.GetAsync($"/v1/organizations/{organization.Code}/positions"))
                list.StatusCode.ShouldBe(HttpStatusCode.OK);
            var notice = await rows.AddNoticeAsync(organization);
            (await node.SendAsync(organization.Station, Requests.Verify(organization, notice.Number))).IsOk.ShouldBeTrue();
        }
        download.IsCompleted.ShouldBeFalse("it is made behind the calls");

        open.Set();
        (await Task.WhenAll(computing)).ShouldAllBe(opened => opened);
        (await download.WaitAsync(Patience)).Length.ShouldBeGreaterThan(1_000_000);
    }

    [Fact]
    public async Task A_reader_who_takes_his_time_does_not_count_as_a_call()
    {
        await using var api = await TestApi.ListenAsync();
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var path = await LongFiles.AddOutcomeAsync(api, organization.Code, megabytes: 8);
        using var reader = await SlowReader.AskAsync(api.BaseAddress, path, await api.TokenAsync());
        (await reader.BeginAsync()).ShouldBe(200);

        // What was asked before, a token, ends when it is answered; the reader is cut off after twenty seconds.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (api.Services.GetRequiredService<CallsUnderWay>().Any)
            await Task.Delay(20, limit.Token);
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.NodeSimulator.Payments;
using PagoDigitale.NodeSimulator.Rendicontazioni;

namespace PagoDigitale.NodeSimulator.Tests;

/// <summary>The simulator and a station, both on real sockets.</summary>
internal sealed class Scene : IAsyncDisposable
{
    private readonly WebApplication _simulator;

    private Scene(WebApplication simulator, FakeEnte ente, HttpClient http) => (_simulator, Ente, Http) = (simulator, ente, http);

    public FakeEnte Ente { get; }

    public HttpClient Http { get; }

    public IEnumerable<Endpoint> Endpoints => _simulator.Services.GetRequiredService<EndpointDataSource>().Endpoints;

    public static async Task<Scene> StartAsync(params string[] args)
    {
        var simulator = SimulatorHost.Build(args, builder => builder.Logging.ClearProviders());
        var address = await simulator.StartOnFreePortAsync();
        return new Scene(simulator, await FakeEnte.StartAsync(), new HttpClient { BaseAddress = address });
    }

    public PaymentOrder Order(params IEnumerable<NoticeToPay> notices) =>
        new()
        {
            NodeUrl = Ente.NodeUrl,
            IdPa = FakeEnte.Ente,
            IdBroker = FakeEnte.Broker,
            IdStation = FakeEnte.Station,
            Notices = [.. notices],
        };

    public async Task<JsonElement> PayAsync(PaymentOrder order)
    {
        using var answer = await Http.PostAsJsonAsync("/payments", order);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    public async Task<JsonElement> PayOneAsync(string? fault, int version = 2)
    {
        var notice = Ente.Issue(1, 13_000);
        if (fault == Faults.Expired)
            Ente.Expired.Add(notice);
        var report = await PayAsync(Order(new NoticeToPay { NoticeNumber = notice, Fault = fault }) with { Version = version });
        return report.GetProperty("notices")[0];
    }

    public async Task<IReadOnlyList<FlowSummary>> FlowsAsync(string organization = FakeEnte.Ente)
    {
        var list = await Http.GetFromJsonAsync<JsonElement>($"/fdr?organization={organization}");
        return list.GetProperty("items").Deserialize<List<FlowSummary>>(JsonSerializerOptions.Web)!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _simulator.DisposeAsync();
        await Ente.DisposeAsync();
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.NodeSimulator;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Api.Tests.PublishedFlows;

/// <summary>The application and the simulator of the node, each on a socket of its own: one publishes, the other fetches.</summary>
public sealed class PublishingWorld : IAsyncLifetime
{
    private WebApplication _simulator = null!;

    public TestApi Api { get; private set; } = null!;

    public HttpClient Simulator { get; } = new();

    public string FdrUrl => $"{Simulator.BaseAddress}fdr-org/service/v1";

    public async Task InitializeAsync()
    {
        Api = await TestApi.ListenAsync(("PagoDigitale:Outbound:AttemptSeconds", "2"));
        _simulator = SimulatorHost.Build(["--urls", "http://127.0.0.1:0"]);
        await _simulator.StartAsync();
        var addresses = _simulator.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        Simulator.BaseAddress = new Uri(addresses.Addresses.Single());
    }

    public async Task DisposeAsync()
    {
        Simulator.Dispose();
        await _simulator.DisposeAsync();
        await Api.DisposeAsync();
    }

    /// <summary>An organization of its own, connected unless it says otherwise.</summary>
    public async Task<PublishingScene> SceneAsync(bool isConnected = true)
    {
        var scene = new PublishingScene(this, await TestOrganization.CreateAsync(Api.Admin));
        if (isConnected)
            await scene.ConnectAsync();
        return scene;
    }

    public Task FaultAsync(string fault, int? times = null, int retryAfterSeconds = 1) =>
        PostAsync(
            "fdr-org/fault",
            new
            {
                fault,
                times,
                retryAfterSeconds,
                delayMilliseconds = 5_000,
            }
        );

    public async Task NoFaultAsync() => (await Simulator.DeleteAsync("fdr-org/fault")).EnsureSuccessStatusCode();

    public async Task<JsonNode> PostAsync(string path, object body)
    {
        using var answer = await Simulator.PostAsJsonAsync(path, body);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException($"{path}: {await answer.Content.ReadAsStringAsync()}");
        var text = await answer.Content.ReadAsStringAsync();
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }
}

/// <summary>One organization: what it is paid, what is published of it.</summary>
public sealed record PublishingScene(PublishingWorld World, TestOrganization Organization)
{
    public string Code => Organization.Code;

    public PagoDigitaleClient Client => World.Api.Admin;

    public Task<Connection> ConnectAsync(string? baseUrl = null) =>
        Client.Connections.CreateAsync(Code, new() { Code = "fdr", BaseUrl = baseUrl ?? World.FdrUrl });

    /// <summary>Debts of so many cents, each paid today through a PSP; the flows of the PSPs are published by being asked for.</summary>
    public async Task PayAsync(
        int count,
        long amountCents = 1_000,
        string? pspId = null,
        DateTimeOffset? paidAt = null,
        string? fault = null
    )
    {
        var notices = new List<string>();
        for (var i = 0; i < count; i++)
        {
            var position = await Client.Positions.CreateAsync(
                Code,
                new()
                {
                    ServiceCode = Organization.Service,
                    Description = "Quota 2026",
                    Debtor = new()
                    {
                        Type = DebtorTypes.F,
                        FiscalCode = "RSSMRA80A01H501U",
                        Name = "Mario Rossi",
                    },
                    PaymentOptions = [new() { Instalments = [new() { AmountCents = amountCents }] }],
                }
            );
            notices.Add(position.PaymentOptions.Single().Instalments.Single().NoticeNumber!);
        }
        await World.PostAsync(
            "payments",
            new
            {
                nodeUrl = new Uri(World.Api.BaseAddress, $"node/{Organization.Station}"),
                idPa = Code,
                idBroker = Organization.Broker,
                idStation = Organization.Station,
                notices = notices.Select(n => new
                {
                    noticeNumber = n,
                    pspId,
                    paidAt,
                    fault,
                }),
            }
        );
    }

    /// <summary>As the simulator tells of them.</summary>
    public async Task<List<JsonNode>> FlowsAsync() =>
        [.. (await World.Simulator.GetFromJsonAsync<JsonNode>($"fdr?organization={Code}"))!["items"]!.AsArray().Select(f => f!)];

    /// <summary>Calls the service as somebody would who does not want to wait for the next time.</summary>
    public async Task<Connection> FetchAsync()
    {
        await Client.Connections.CallAsync(Code, "fdr");
        await World.Api.RunJobsAsync();
        return await Client.Connections.ReadAsync(Code, "fdr");
    }

    public async Task<List<PublishedFlow>> PublishedAsync(string? state = null) =>
        [.. (await Client.PublishedFlows.ListAsync(Code, new() { State = state is null ? null : [state] })).Items];

    public async Task<List<string>> EventsAsync(string kind) =>
        [.. (await Client.Events.ListAsync(Code, new() { Limit = 200 })).Items.Select(e => e.Type).Where(t => t.StartsWith(kind))];
}

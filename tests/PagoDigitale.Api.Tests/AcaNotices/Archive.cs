using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.AcaNotices.Loading;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.NodeSimulator;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>What the archive knows of a notice.</summary>
public sealed record KnownNotice(
    string Nav,
    long Amount,
    bool IsOpen,
    bool PayStandIn,
    bool SwitchToExpired,
    DateOnly LastDay,
    JsonNode Told
)
{
    /// <summary>Whether it takes a payment in stand-in on a day.</summary>
    public bool IsPayable(DateOnly today) => IsOpen && PayStandIn && !(SwitchToExpired && LastDay < today);
}

/// <summary>The archive of notices, played by the simulator of the node, on a socket.</summary>
public sealed class Archive : IAsyncDisposable
{
    private readonly WebApplication _simulator;

    private Archive(WebApplication simulator) => _simulator = simulator;

    public HttpClient Http { get; } = new();

    public string Url => $"{Http.BaseAddress}aca/v1";

    public static async Task<Archive> StartAsync()
    {
        var archive = new Archive(SimulatorHost.Build(["--urls", "http://127.0.0.1:0"]));
        await archive._simulator.StartAsync();
        var addresses = archive._simulator.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        archive.Http.BaseAddress = new Uri(addresses.Addresses.Single());
        return archive;
    }

    public async Task FaultAsync(string fault, int? times = null, int retryAfterSeconds = 1)
    {
        var body = new
        {
            fault,
            times,
            retryAfterSeconds,
            delayMilliseconds = 5_000,
        };
        using var answer = await Http.PostAsJsonAsync("aca/fault", body);
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }

    public async Task NoFaultAsync() => (await Http.DeleteAsync("aca/fault")).EnsureSuccessStatusCode();

    /// <summary>It loses all that it was told.</summary>
    public async Task ForgetAsync() => (await Http.DeleteAsync("aca/positions")).EnsureSuccessStatusCode();

    public async Task<Dictionary<string, KnownNotice>> ViewAsync(string organization)
    {
        var known = new Dictionary<string, KnownNotice>();
        for (var page = 1; ; page++)
        {
            var view = (await Http.GetFromJsonAsync<JsonNode>($"aca/positions?paFiscalCode={organization}&page={page}"))!;
            foreach (var item in view["items"]!.AsArray())
            {
                var told = item!["position"]!;
                var notice = new KnownNotice(
                    (string)item["nav"]!,
                    (long)item["amount"]!,
                    (string)item["state"]! == "open",
                    (bool)told["payStandIn"]!,
                    (bool)told["switchToExpired"]!,
                    DateOnly.ParseExact(((string)told["expirationDate"]!)[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture),
                    told
                );
                known.Add(notice.Nav, notice);
            }
            if (known.Count >= (int)view["count"]!)
                return known;
        }
    }

    public async Task<long> WritesAsync(string organization) =>
        (long)(await Http.GetFromJsonAsync<JsonNode>($"aca/positions?paFiscalCode={organization}&size=1"))!["writesCount"]!;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _simulator.DisposeAsync();
    }
}

/// <summary>The application and the archive.</summary>
public sealed class ArchiveWorld : IAsyncLifetime
{
    public TestApi Api { get; private set; } = null!;

    public Archive Archive { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Api = await TestApi.StartAsync(("PagoDigitale:Outbound:AttemptSeconds", "2"));
        Archive = await Archive.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await Archive.DisposeAsync();
        await Api.DisposeAsync();
    }

    public async Task<ArchiveScene> SceneAsync(bool isConnected = true)
    {
        var scene = new ArchiveScene(await MoneyScene.CreateAsync(Api), Archive);
        if (isConnected)
            await scene.ConnectAsync();
        return scene;
    }
}

/// <summary>An organization whose notices the archive is told of.</summary>
public sealed record ArchiveScene(MoneyScene Money, Archive Archive)
{
    public string Code => Money.Organization;

    public TestApi Api => Money.Api;

    public PagoDigitaleClient Client => Money.Client;

    public PositionScene Positions => Money.Positions;

    /// <summary>Entered, and all there is compared.</summary>
    public async Task<Connection> ConnectAsync(string? baseUrl = null)
    {
        var connection = await EnterAsync(baseUrl);
        await WhenAlignedAsync();
        return connection;
    }

    public Task<Connection> EnterAsync(string? baseUrl = null) =>
        Client.Connections.CreateAsync(Code, new() { Code = "aca", BaseUrl = baseUrl ?? Archive.Url });

    /// <summary>The alignment of a connection waits until transactions that are under way anywhere on the server have ended.</summary>
    public async Task WhenAlignedAsync()
    {
        for (var i = 0; ; i++)
        {
            await LoadAsync();
            if ((await Client.AcaAlignments.ListAsync(Code)).Items.All(a => a.State is "completed" or "cancelled"))
                return;
            i.ShouldBeLessThan(1_200, "the alignment does not begin");
            await Task.Delay(50);
        }
    }

    /// <summary>As workers do: what has changed is seen, and told.</summary>
    public static async Task LoadAsync(TestApi api)
    {
        await api.Services.GetRequiredService<StartAcaLoads>().RunOnceAsync(CancellationToken.None);
        await api.RunJobsAsync();
    }

    public Task LoadAsync() => LoadAsync(Api);

    /// <summary>Whatever the pause after a failure.</summary>
    public async Task<Connection> CallAsync()
    {
        await Client.Connections.CallAsync(Code, "aca");
        await Api.RunJobsAsync();
        return await Client.Connections.ReadAsync(Code, "aca");
    }

    public async Task PauseAsync(bool isPaused = true)
    {
        var connection = await Client.Connections.ReadAsync(Code, "aca");
        await Client.Connections.ChangeAsync(Code, "aca", connection.Version, new() { IsPaused = isPaused });
    }

    public Task<AcaNotice> ReadAsync(Paid paid) => Client.AcaNotices.ReadAsync(Code, paid.NoticeNumber);

    public Task<AcaNotice> ReadAsync(Position position) =>
        Client.AcaNotices.ReadAsync(Code, PositionScene.Instalment(position).NoticeNumber!);

    public async Task<KnownNotice?> KnownAsync(Position position) =>
        (await Archive.ViewAsync(Code)).GetValueOrDefault(PositionScene.Instalment(position).NoticeNumber!);

    public async Task<Dictionary<string, AcaNotice>> NoticesAsync()
    {
        var notices = new Dictionary<string, AcaNotice>();
        await foreach (var notice in Client.AcaNotices.ListAllAsync(Code, new() { Limit = 200 }))
            notices.Add(notice.NoticeNumber, notice);
        return notices;
    }

    /// <summary>
    /// What the station would say of each notice is what the archive would take in stand-in, to the cent and the day; where it is not, it
    /// is told as refused.
    /// </summary>
    public async Task ShouldBeAlignedAsync(DateOnly? today = null)
    {
        var (view, told) = (await Archive.ViewAsync(Code), await NoticesAsync());
        var numbers = await Positions.QueryAsync<string>($"SELECT notice_number FROM instalments WHERE organization_id = '{Code}'");
        view.Keys.ShouldBeSubsetOf(numbers);
        foreach (var number in numbers)
        {
            var answer = await Money.VerifyAsync(number);
            var offered = (answer.Response as VerifyPaymentNoticeResponse)?.Option;
            var known = view.GetValueOrDefault(number);
            var notice = told.GetValueOrDefault(number);
            if (notice?.State == "refused")
            {
                (known?.IsPayable(today ?? TestClock.Today) ?? false).ShouldBeFalse($"{number} is payable and told as refused");
                continue;
            }
            var isPayable = known?.IsPayable(today ?? TestClock.Today) == true;
            isPayable.ShouldBe(offered is not null, $"{number}: {answer.FaultCode ?? "payable"}, in the archive {known}");
            if (offered is not null)
                $"{number} {known!.Amount} {known.LastDay}".ShouldBe($"{number} {offered.AmountCents} {offered.DueDate}");
            if (notice is not null)
                (notice.State is "loaded").ShouldBe(isPayable, $"{number} is {notice.State}");
        }
    }
}

using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.TestKit;

/// <summary>
/// The real application over a database of its own. Calls reach it in memory, or over a real socket where the server itself is what
/// a test looks at (<see cref="ListenAsync"/>). Its clock is the tests' (<see cref="TestClock"/>). Background workers do not run: a
/// test triggers the jobs itself (<see cref="RunJobsAsync"/>) and waits for a state, never for time.
/// </summary>
public sealed class TestApi : IAsyncDisposable
{
    public const string AdminClientId = "test-admin";
    public static readonly string AdminSecret = $"pds_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>As in the examples of the contract; another one is a setting.</summary>
    public const string PublicUrl = "https://api.pagodigitale.example";

    private readonly ApiFactory _factory;

    private readonly Lazy<PagoDigitaleClient> _admin;

    private readonly bool _ownsDatabase;

    private readonly Uri? _address;

    private TestApi(ApiFactory factory, string connectionString, bool ownsDatabase, Uri? address)
    {
        (_factory, ConnectionString, _ownsDatabase, _address) = (factory, connectionString, ownsDatabase, address);
        _admin = new(() => Client(AdminClientId, AdminSecret));
    }

    /// <summary>May do everything for everybody. Every exchange is checked against the contract.</summary>
    public PagoDigitaleClient Admin => _admin.Value;

    /// <summary>Where it listens. In memory it listens nowhere: who asks wants <see cref="ListenAsync"/>.</summary>
    public Uri BaseAddress => _address ?? throw new InvalidOperationException("This application is called in memory: use ListenAsync.");

    /// <summary>Of the owner of the schema: sees every tenant.</summary>
    public string ConnectionString { get; }

    public IServiceProvider Services => _factory.Services;

    public static async Task<TestApi> StartAsync(params (string Key, string Value)[] settings) =>
        await OverAsync(await TestDatabase.CreateAsync(), settings);

    /// <summary>On a real socket and by the clock on the wall: for slow readers, addresses, limits of the server, samples.</summary>
    public static async Task<TestApi> ListenAsync(params (string Key, string Value)[] settings) =>
        await ListenOverAsync(await TestDatabase.CreateAsync(), settings);

    /// <summary>Over a database that somebody else made, here or on another server.</summary>
    public static Task<TestApi> OverAsync(string connectionString, params (string Key, string Value)[] settings) =>
        StartAsync(connectionString, TestClock.Instance, ownsDatabase: true, listens: false, settings);

    /// <summary>On a real socket over a database that somebody else made.</summary>
    public static Task<TestApi> ListenOverAsync(string connectionString, params (string Key, string Value)[] settings) =>
        StartAsync(connectionString, TimeProvider.System, ownsDatabase: true, listens: true, settings);

    /// <summary>Beside another one, by another clock: what comes round by time is done without waiting.</summary>
    public static Task<TestApi> BesideAsync(TestApi other, TimeProvider clock) =>
        StartAsync(other.ConnectionString, clock, ownsDatabase: false, listens: false);

    private static async Task<TestApi> StartAsync(
        string connectionString,
        TimeProvider clock,
        bool ownsDatabase,
        bool listens,
        params (string Key, string Value)[] settings
    )
    {
        var all = new Dictionary<string, string>
        {
            ["role"] = "web",
            // Each application would watch its files, and a machine has few watchers.
            ["hostBuilder:reloadConfigOnChange"] = "false",
            ["ConnectionStrings:PagoDigitale"] = connectionString,
            ["PagoDigitale:MasterKey"] = Convert.ToBase64String(new byte[32]),
            ["PagoDigitale:PublicUrl"] = PublicUrl,
            ["PagoDigitale:Bootstrap:ClientId"] = AdminClientId,
            ["PagoDigitale:Bootstrap:ClientSecret"] = AdminSecret,
            // Services that tests play.
            ["PagoDigitale:Outbound:AllowedHosts:0"] = "127.0.0.1",
            ["PagoDigitale:RateLimit:PerClientPerMinute"] = "1000000",
            ["PagoDigitale:RateLimit:PerAddressPerMinute"] = "1000000",
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        var factory = new ApiFactory(clock, all);
        try
        {
            if (listens)
                factory.UseKestrel(0);
            // Starting blocks until the application has started.
            await Task.Run(factory.StartServer);
        }
        catch
        {
            await factory.DisposeAsync();
            throw;
        }
        var address = listens
            ? factory.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()
            : null;
        return new TestApi(factory, connectionString, ownsDatabase, address is null ? null : new Uri(address));
    }

    /// <summary>The administrator who reads Italian.</summary>
    public PagoDigitaleClient ItalianAdmin() => Client(AdminClientId, AdminSecret, "it");

    /// <summary>The SDK as another client of the API.</summary>
    public PagoDigitaleClient Client(string? clientId, string? secret, string? language = null) =>
        new(
            new PagoDigitaleOptions
            {
                BaseAddress = _address ?? _inMemory,
                ClientId = clientId,
                ClientSecret = secret,
                RetryCountMax = 0,
                Language = language,
                TimeProvider = Services.GetRequiredService<TimeProvider>(),
            },
            Transport()
        );

    /// <summary>Plain HTTP for what the SDK would not send; the exchanges are checked all the same.</summary>
    public HttpClient Http(string? accessToken = null)
    {
        var http = new HttpClient(Transport()) { BaseAddress = _address ?? _inMemory };
        if (accessToken is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
        return http;
    }

    /// <summary>Plain HTTP whose exchanges nobody checks.</summary>
    public HttpClient UncheckedHttp() => new(Server()) { BaseAddress = _address ?? _inMemory };

    /// <summary>The node, which calls the stations of the organizations.</summary>
    public NodeCaller Node() => new(UncheckedHttp());

    /// <summary>Of the administrator, for plain HTTP; a real one, asked for as anybody would.</summary>
    public async Task<string> TokenAsync()
    {
        using var http = Http();
        using var answer = await http.PostAsync(
            "/v1/oauth/token",
            new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = AdminClientId,
                    ["client_secret"] = AdminSecret,
                }
            )
        );
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
    }

    /// <summary>Runs what is due until nothing is; returns how many jobs ran.</summary>
    public async Task<int> RunJobsAsync()
    {
        var runner = Services.GetRequiredService<JobRunner>();
        var count = 0;
        while (await runner.RunOnceAsync(CancellationToken.None))
            if (++count > 1_000)
                throw new InvalidOperationException("The job queue does not come to rest.");
        return count;
    }

    /// <summary>Gives their place in the activity log to entries whose call ended before they had it, as the recurring job does.</summary>
    public Task<int> SettleActivityLogAsync() => Services.GetRequiredService<SealActivityLog>().RunOnceAsync(CancellationToken.None);

    private ContractHandler Transport() => new(Server());

    /// <summary>By itself the handler of sockets sends a body after a second, also when a busy server is about to refuse it.</summary>
    private HttpMessageHandler Server() =>
        _address is null
            ? _factory.Server.CreateHandler()
            : new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(60) };

    private static readonly Uri _inMemory = new("http://localhost/");

    public async ValueTask DisposeAsync()
    {
        if (_admin.IsValueCreated)
            _admin.Value.Dispose();
        await _factory.DisposeAsync();
        if (!_ownsDatabase)
            return;
        try
        {
            await EventTable.CheckAsync(ConnectionString);
            await BalanceTable.CheckAsync(ConnectionString);
        }
        finally
        {
            await TestDatabase.DropAsync(ConnectionString);
        }
    }
}

using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.Api;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit.Contract;

namespace PagoDigitale.TestKit;

/// <summary>
/// The real application on a real socket over a database of its own. Background workers do not run: a test triggers the jobs
/// itself (<see cref="RunJobsAsync"/>) and waits for a state, never for time.
/// </summary>
public sealed class TestApi : IAsyncDisposable
{
    public const string AdminClientId = "test-admin";
    public static readonly string AdminSecret = $"pds_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    /// <summary>As in the examples of the contract; another one is a setting.</summary>
    public const string PublicUrl = "https://api.pagodigitale.example";

    private readonly WebApplication _app;

    private readonly Lazy<PagoDigitaleClient> _admin;

    private readonly bool _ownsDatabase;

    private TestApi(WebApplication app, string connectionString, bool ownsDatabase, Uri baseAddress)
    {
        (_app, ConnectionString, _ownsDatabase, BaseAddress) = (app, connectionString, ownsDatabase, baseAddress);
        _admin = new(() => Client(AdminClientId, AdminSecret));
    }

    /// <summary>May do everything for everybody. Every exchange is checked against the contract.</summary>
    public PagoDigitaleClient Admin => _admin.Value;

    public Uri BaseAddress { get; }

    /// <summary>Of the owner of the schema: sees every tenant.</summary>
    public string ConnectionString { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<TestApi> StartAsync(params (string Key, string Value)[] settings) =>
        await OverAsync(await TestDatabase.CreateAsync(), settings);

    /// <summary>Over a database that somebody else made, here or on another server.</summary>
    public static Task<TestApi> OverAsync(string connectionString, params (string Key, string Value)[] settings) =>
        StartAsync(connectionString, TimeProvider.System, ownsDatabase: true, settings);

    /// <summary>Beside another one, by another clock: what comes round by time is done without waiting.</summary>
    public static Task<TestApi> BesideAsync(TestApi other, TimeProvider clock) =>
        StartAsync(other.ConnectionString, clock, ownsDatabase: false);

    private static async Task<TestApi> StartAsync(
        string connectionString,
        TimeProvider clock,
        bool ownsDatabase,
        params (string Key, string Value)[] settings
    )
    {
        var app = await ApiHost.BuildAsync(
            ["--role", "web"],
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Services.AddSingleton(clock);
                builder.Logging.ClearProviders();
                builder.Logging.SetMinimumLevel(LogLevel.Warning);
                if (Environment.GetEnvironmentVariable("PAGODIGITALE_TEST_LOG") is { Length: > 0 })
                    builder.Logging.AddConsole();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ConnectionStrings:PagoDigitale"] = connectionString,
                        ["PagoDigitale:MasterKey"] = Convert.ToBase64String(new byte[32]),
                        ["PagoDigitale:PublicUrl"] = PublicUrl,
                        ["PagoDigitale:Bootstrap:ClientId"] = AdminClientId,
                        ["PagoDigitale:Bootstrap:ClientSecret"] = AdminSecret,
                        ["PagoDigitale:RateLimit:PerClientPerMinute"] = "1000000",
                        ["PagoDigitale:RateLimit:PerAddressPerMinute"] = "1000000",
                    }
                );
                builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
            }
        );
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single();
        return new TestApi(app, connectionString, ownsDatabase, new Uri(address));
    }

    /// <summary>The SDK as another client of the API.</summary>
    public PagoDigitaleClient Client(string? clientId, string? secret) =>
        new(
            new PagoDigitaleOptions
            {
                BaseAddress = BaseAddress,
                ClientId = clientId,
                ClientSecret = secret,
                RetryCountMax = 0,
            },
            Transport()
        );

    /// <summary>Plain HTTP for what the SDK would not send; the exchanges are checked all the same.</summary>
    public HttpClient Http(string? accessToken = null)
    {
        var http = new HttpClient(Transport()) { BaseAddress = BaseAddress };
        if (accessToken is not null)
            http.DefaultRequestHeaders.Authorization = new("Bearer", accessToken);
        return http;
    }

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

    /// <summary>By itself the handler sends a body after a second, also when a busy server is about to refuse it.</summary>
    private static ContractHandler Transport() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, Expect100ContinueTimeout = TimeSpan.FromSeconds(60) });

    public async ValueTask DisposeAsync()
    {
        if (_admin.IsValueCreated)
            _admin.Value.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsDatabase)
            await TestDatabase.DropAsync(ConnectionString);
    }
}

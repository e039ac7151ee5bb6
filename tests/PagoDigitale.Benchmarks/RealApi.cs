using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using PagoDigitale.Api;

namespace PagoDigitale.Benchmarks;

/// <summary>The application on a socket of its own, asked over HTTP with a token as any client does.</summary>
public sealed class RealApi : IAsyncDisposable
{
    public const string ClientId = "benchmark";
    private const string ClientSecret = "benchmark-secret-of-more-than-32-characters";

    private readonly WebApplication _app;

    private RealApi(WebApplication app)
    {
        _app = app;
        Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = Address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    public Uri Address => AddressOf(_app);

    public IServiceProvider Services => _app.Services;

    /// <param name="role">"web", or "all" with workers that do the jobs.</param>
    public static async Task<RealApi> StartAsync(string connectionString, string role)
    {
        var app = await BuildAsync(connectionString, role);
        await app.StartAsync();
        var api = new RealApi(app);
        await api.TakeTokenAsync();
        return api;
    }

    /// <summary>Without a socket, for who calls what stands behind the operations.</summary>
    public static Task<WebApplication> BuildAsync(string connectionString, string role = "web") =>
        ApiHost.BuildAsync(
            ["--role", role],
            builder =>
            {
                builder.WebHost.UseUrls("http://127.0.0.1:0");
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["ConnectionStrings:PagoDigitale"] = connectionString,
                        ["PagoDigitale:MasterKey"] = Convert.ToBase64String(new byte[32]),
                        ["PagoDigitale:Bootstrap:ClientId"] = ClientId,
                        ["PagoDigitale:Bootstrap:ClientSecret"] = ClientSecret,
                        // Services that benchmarks play.
                        ["PagoDigitale:Outbound:AllowedHosts:0"] = "127.0.0.1",
                        ["PagoDigitale:RateLimit:PerClientPerMinute"] = "100000000",
                        ["PagoDigitale:RateLimit:PerAddressPerMinute"] = "100000000",
                    }
                );
            }
        );

    public static Uri AddressOf(WebApplication app) =>
        new(app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single());

    /// <summary>It lives for a quarter of an hour.</summary>
    public async Task TakeTokenAsync()
    {
        using var content = new FormUrlEncodedContent(
            new Dictionary<string, string>
            {
                ["grant_type"] = "client_credentials",
                ["client_id"] = ClientId,
                ["client_secret"] = ClientSecret,
            }
        );
        using var answer = await Http.PostAsync(new Uri("/v1/oauth/token", UriKind.Relative), content);
        answer.EnsureSuccessStatusCode();
        var token = (await answer.Content.ReadFromJsonAsync<JsonNode>())!["access_token"]!.GetValue<string>();
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>Sends and reads to the end; what is refused ends the benchmark.</summary>
    public async Task<byte[]> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();
        return response.IsSuccessStatusCode
            ? body
            : throw new InvalidOperationException(
                $"{request.Method} {request.RequestUri} answered {(int)response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}"
            );
    }

    public async Task<JsonNode> GetAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        return JsonNode.Parse(await SendAsync(request))!;
    }

    public async Task<JsonNode> PostAsync(string path, HttpContent content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString("N"));
        return JsonNode.Parse(await SendAsync(request))!;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        NpgsqlConnection.ClearAllPools();
    }
}

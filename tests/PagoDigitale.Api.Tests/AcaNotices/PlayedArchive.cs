using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PagoDigitale.Api.Tests.AcaNotices;

/// <summary>An archive that answers as a test wants it to, also as the simulator never would.</summary>
public sealed class PlayedArchive : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PlayedArchive(WebApplication app) => _app = app;

    /// <summary>What it was told last, by number.</summary>
    public ConcurrentDictionary<string, long> Has { get; } = new();

    /// <summary>Number, amount, and the call, when it was answered.</summary>
    public Func<string, long, HttpContext, Task<bool>> Answer { get; set; } = (_, _, _) => Task.FromResult(false);

    public ConcurrentQueue<string> Calls { get; } = new();

    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/aca/v1";

    public static async Task<PlayedArchive> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var archive = new PlayedArchive(app);
        app.MapPost("/aca/v1/paCreatePosition", archive.TakeAsync);
        await app.StartAsync();
        return archive;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext http)
    {
        var told = (await JsonNode.ParseAsync(http.Request.Body))!;
        var (number, amount) = ((string)told["nav"]!, (long)told["amount"]!);
        Calls.Enqueue(number);
        if (await Answer(number, amount, http))
            return;
        if (Has.TryGetValue(number, out var before) && before == 0)
        {
            http.Response.StatusCode = 409;
            await http.Response.WriteAsync("{\"title\":\"Unauthorized action\"}");
            return;
        }
        Has[number] = amount;
        await http.Response.WriteAsync($"{{\"nav\":\"{number}\",\"amount\":{amount}}}");
    }
}

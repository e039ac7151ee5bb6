using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PagoDigitale.Benchmarks.Aca;

/// <summary>An archive of notices that takes whatever it is told and answers as the real one does; it keeps the bodies.</summary>
internal sealed class PlayedArchive : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentBag<byte[]> _bodies = [];

    private PlayedArchive(WebApplication app) => _app = app;

    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single() + "/aca/v1";

    public static async Task<PlayedArchive> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var archive = new PlayedArchive(app);
        app.MapPost("/aca/v1/paCreatePosition", archive.TakeAsync);
        await app.StartAsync();
        return archive;
    }

    /// <returns>What it was told, which it forgets.</returns>
    public List<byte[]> TakeBodies()
    {
        List<byte[]> bodies = [.. _bodies];
        _bodies.Clear();
        return bodies;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        var body = new byte[http.Request.ContentLength!.Value];
        await http.Request.Body.ReadExactlyAsync(body);
        using (var told = JsonDocument.Parse(body))
            _ = told.RootElement.GetProperty("nav").GetString();
        _bodies.Add(body);
        // It answers what it has now, which is what it was told.
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body);
    }
}

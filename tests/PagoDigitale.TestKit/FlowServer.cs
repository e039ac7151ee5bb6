using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.Node.Rendicontazione;

namespace PagoDigitale.TestKit;

/// <summary>
/// A service that publishes whatever a test wants, right or not, also what the simulator would never: a flow of nobody's, wrong totals, one
/// flow that fails while others do not. The answers are those of the writer that the simulator uses.
/// </summary>
public sealed class FlowServer : IAsyncDisposable
{
    private const string Flows = "/organizations/{organization}/fdrs";
    private const string Revision = Flows + "/{fdr}/revisions/{revision:int}/psps/{psp}";
    private const string Psp = "PSPTEST0001";

    private readonly ConcurrentDictionary<(string Fdr, int Revision), Entry> _flows = new();
    private readonly ConcurrentDictionary<string, (HttpStatusCode Status, string Body, string Coding)> _spoilt = new();
    private readonly ConcurrentDictionary<string, string> _confused = new();
    private readonly WebApplication _app;

    private FlowServer(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    /// <summary>How often the list was asked for.</summary>
    public int Calls { get; private set; }

    /// <summary>Before each answer.</summary>
    public TimeSpan Delay { get; set; }

    public static async Task<FlowServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var server = new FlowServer(builder.Build());
        server._app.Use(
            async (http, next) =>
            {
                await Task.Delay(server.Delay, http.RequestAborted);
                await next(http);
            }
        );
        server.Map();
        await server._app.StartAsync();
        var addresses = server._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        server.Url = addresses.Addresses.Single();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public void Publish(
        string receiver,
        string fdr,
        int payments,
        int revision = 1,
        string? listedFor = null,
        long? totalCents = null,
        DateTimeOffset? publishedAt = null,
        string iurPrefix = "IUR"
    )
    {
        var at = publishedAt ?? TimeProvider.System.GetUtcNow().AddMinutes(-5);
        var day = new DateOnly(2026, 11, 30);
        FlussoRow[] rows =
        [
            .. Enumerable
                .Range(1, payments)
                .Select(i => new FlussoRow
                {
                    Number = i,
                    Iuv = i.ToString("00000000000000000", CultureInfo.InvariantCulture),
                    Iur = $"{iurPrefix}{i.ToString("00000", CultureInfo.InvariantCulture)}",
                    TransferIndex = 1,
                    AmountCents = 1_000,
                    OutcomeCode = "0",
                    PaymentDate = day.AddDays(-1),
                }),
        ];
        var header = new FlussoRiversamento
        {
            FlussoId = fdr,
            FlussoDateTime = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero),
            RegulationId = $"TRN{fdr[^1]}",
            RegulationDate = day,
            Sender = new("B", Psp, "Banca di prova"),
            Receiver = new("G", receiver, null),
            PaymentsCount = payments,
            TotalAmountCents = totalCents ?? payments * 1_000,
        };
        _flows[(fdr, revision)] = new(listedFor ?? receiver, new(header, Psp, revision, at), rows);
    }

    /// <summary>What is asked of this flow, not of the list, is answered so.</summary>
    /// <param name="coding">A Content-Encoding that the body has not.</param>
    public void Spoil(string fdr, HttpStatusCode status, string body, string coding = "") => _spoilt[fdr] = (status, body, coding);

    /// <summary>Whoever asks for one flow is told another.</summary>
    public void Confuse(string fdr, string other) => _confused[fdr] = other;

    public void Mend(string fdr) => _spoilt.TryRemove(fdr, out _);

    /// <summary>Not published any more.</summary>
    public void Forget(string fdr) => _flows.TryRemove((fdr, 1), out _);

    public byte[] FileOf(string fdr) => FlussoJsonWriter.WriteFile(_flows[(fdr, 1)].Flow, _flows[(fdr, 1)].Rows);

    private void Map()
    {
        _app.MapGet(Flows, (string organization) => List(organization));
        _app.MapGet(
            Revision,
            (HttpContext http, string fdr, int revision) => Tell(http, fdr, revision, e => FlussoJsonWriter.WriteFlow(e.Flow))
        );
        _app.MapGet(
            $"{Revision}/payments",
            (HttpContext http, string fdr, int revision, int page, int size) =>
                Tell(http, fdr, revision, e => FlussoJsonWriter.WritePage(e.Rows, page, size))
        );
    }

    private IResult List(string organization)
    {
        Calls++;
        var data = _flows
            .Values.Where(e => e.ListedFor == organization)
            .GroupBy(e => e.Flow.Header.FlussoId)
            .Select(g => g.MaxBy(e => e.Flow.Revision)!.Flow)
            .OrderBy(f => f.PublishedAt)
            .ThenBy(f => f.Header.FlussoId, StringComparer.Ordinal)
            .Select(f => new
            {
                fdr = f.Header.FlussoId,
                pspId = f.PspId,
                revision = f.Revision,
                published = f.PublishedAt,
                flowDate = f.Header.FlussoDateTime,
            })
            .ToList();
        return Results.Json(
            new
            {
                metadata = new
                {
                    pageSize = 1000,
                    pageNumber = 1,
                    totPage = 1,
                },
                count = data.Count,
                data,
            }
        );
    }

    private IResult Tell(HttpContext http, string fdr, int revision, Func<Entry, byte[]> answer)
    {
        if (_spoilt.TryGetValue(fdr, out var spoilt))
        {
            if (spoilt.Coding.Length > 0)
                http.Response.Headers.ContentEncoding = spoilt.Coding;
            return Results.Content(spoilt.Body, "text/html", statusCode: (int)spoilt.Status);
        }
        return _flows.TryGetValue((_confused.GetValueOrDefault(fdr, fdr), revision), out var found)
            ? Results.Bytes(answer(found), "application/json")
            : Results.Json(new { httpStatusCode = 404, appErrorCode = "FDR-3001" }, statusCode: 404);
    }

    private sealed record Entry(string ListedFor, PublishedFlusso Flow, FlussoRow[] Rows);
}

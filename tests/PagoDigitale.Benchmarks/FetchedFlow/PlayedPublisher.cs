using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PagoDigitale.Node.Rendicontazione;

namespace PagoDigitale.Benchmarks.FetchedFlow;

/// <summary>Publishes one flow, with answers made before anybody asks: what is measured is whoever fetches it.</summary>
internal sealed class PlayedPublisher : IAsyncDisposable
{
    private const int PageSize = 1_000;

    private readonly WebApplication _app;

    private PlayedPublisher(WebApplication app) => _app = app;

    public string Url => RealApi.AddressOf(_app).ToString().TrimEnd('/');

    public static async Task<PlayedPublisher> StartAsync(PublishedFlusso flow, IReadOnlyList<FlussoRow> rows)
    {
        var head = FlussoJsonWriter.WriteFlow(flow);
        var pages = Enumerable
            .Range(1, (rows.Count + PageSize - 1) / PageSize)
            .Select(p => FlussoJsonWriter.WritePage(rows, p, PageSize))
            .ToList();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        const string revision = "/organizations/{organization}/fdrs/{fdr}/revisions/{revision}/psps/{psp}";
        app.MapGet("/organizations/{organization}/fdrs", () => Results.Json(ListOf(flow)));
        app.MapGet(revision, () => Results.Bytes(head, "application/json"));
        app.MapGet(
            $"{revision}/payments",
            (string page) => Results.Bytes(pages[int.Parse(page, CultureInfo.InvariantCulture) - 1], "application/json")
        );
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static object ListOf(PublishedFlusso flow) =>
        new
        {
            metadata = new
            {
                pageSize = PageSize,
                pageNumber = 1,
                totPage = 1,
            },
            count = 1,
            data = new[]
            {
                new
                {
                    fdr = flow.Header.FlussoId,
                    pspId = flow.PspId,
                    revision = flow.Revision,
                    published = flow.PublishedAt,
                    flowDate = flow.Header.FlussoDateTime,
                },
            },
        };
}

using System.Net;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    private bool _isPublishedTo;

    /// <summary>A service is connected; of what it publishes one flow is fetched and one fails.</summary>
    private async Task PublishedAsync()
    {
        await using var published = await FlowServer.StartAsync();
        var (good, bad) = ($"2026-05-30PSPTEST0001-G{Mark}", $"2026-05-30PSPTEST0001-B{Mark}");
        published.Publish(Organization, good, payments: 20, iurPrefix: $"G{Mark}-");
        published.Publish(Organization, bad, payments: 1, iurPrefix: $"B{Mark}-");
        published.Spoil(bad, HttpStatusCode.BadRequest, "<h1>No</h1>");
        Ids["connection"] = "fdr";
        if (_isPublishedTo)
            await caller.DoAsync("removeConnection");
        _isPublishedTo = true;
        await caller.DoAsync("createConnection", new { code = "fdr", baseUrl = published.Url });
        await caller.DoAsync("readConnection");
        await caller.DoAsync("callConnection");
        await caller.JobsAsync("published flows", Allowance.Journal);
        Ids["exchange"] = Id((await caller.DoAsync("listConnectionExchanges", null, "isFailed=true&limit=1"))["items"]![0]!);
        await caller.DownloadAsync("downloadExchangeResponse");
        Ids["publishedFlow"] = Id((await caller.DoAsync("listPublishedFlows", null, "state=to-fetch&limit=1"))["items"]![0]!);
        await caller.DoAsync("readPublishedFlow");
        await caller.DoAsync("retryPublishedFlow");
        await caller.JobsAsync("a published flow again", Allowance.Journal);
        await caller.DoAsync("changeConnection", new { isPaused = true });
    }
}

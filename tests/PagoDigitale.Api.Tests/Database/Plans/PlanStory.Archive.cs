using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.AcaNotices.Loading;
using PagoDigitale.Api.Tests.AcaNotices;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    /// <summary>The archive of notices is told of all there is, of a notice that is new and of one that it must not have.</summary>
    private async Task ArchiveAsync()
    {
        await using var archive = await Archive.StartAsync();
        var notice = Ids["noticeNumber"];
        Ids["connection"] = "aca";
        await caller.DoAsync("createConnection", new { code = "aca", baseUrl = archive.Url });
        // Entered, it begins with everything; here all is copied.
        await caller.JobsAsync("the archive of notices", Allowance.Organization);
        await CreateAsync(PositionOf(1));
        var pushedNever = await CreateAsync(PositionOf(1, requestToPay: "haste-harms"));
        await server.Api.Services.GetRequiredService<StartAcaLoads>().RunOnceAsync(CancellationToken.None);
        await caller.JobsAsync("a notice for the archive", Allowance.Interactive);
        Ids["noticeNumber"] = Notice(pushedNever);
        await caller.DoAsync("readAcaNotice");
        await caller.DoAsync("listAcaNotices", null, "state=refused&limit=1");
        await caller.DoAsync("retryAcaNotice");
        await caller.JobsAsync("a notice for the archive again", Allowance.Interactive);
        // Its copies would be refused one by one, and told.
        await caller.DoAsync("cancelPosition", new { reason = "Errore" });
        Ids["acaAlignment"] = Id(await caller.DoAsync("createAcaAlignment", new { scope = "changed", isDryRun = true }));
        await caller.JobsAsync("an alignment", Allowance.Organization);
        await caller.DoAsync("readAcaAlignment");
        await caller.DoAsync("removeConnection");
        Ids["noticeNumber"] = notice;
    }
}

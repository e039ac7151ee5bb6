using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    /// <summary>What could not be taken: of the organization and of the platform.</summary>
    private async Task RefusalsAsync()
    {
        var station = $"{Organization}_{10 + int.Parse(Mark, CultureInfo.InvariantCulture)}";
        var notice = Notice(await CreateAsync(PositionOf(1)));
        var ours = Ids["station"];
        await caller.NodeAsync(
            new SendRtRequest(Organization, Organization, ours, ReceiptOf(notice) with { AmountCents = 1 }),
            isTaken: false
        );
        Ids["refusedMessage"] = await NewestRefusalAsync("listRefusedMessages");
        await caller.DoAsync("readRefusedMessage");
        await caller.DownloadAsync("downloadRefusedMessage");
        await caller.DoAsync("dismissRefusedMessage", new { reason = "Collaudo" });
        Ids["station"] = station;
        await caller.NodeAsync(new SendRtRequest(Organization, Organization, station, ReceiptOf(notice)), isTaken: false);
        Ids["refusedMessage"] = await NewestRefusalAsync("listRefusedMessages");
        await caller.DoAsync("createStation", StationOf(Organization, station, $"{10 + int.Parse(Mark, CultureInfo.InvariantCulture)}"));
        await caller.DoAsync("replayRefusedMessage");
        await PlatformRefusalsAsync();
        Ids["station"] = ours;
    }

    private async Task PlatformRefusalsAsync()
    {
        var (newcomer, number) = (Code(), $"3010000000008{Random.Shared.Next(10_000, 99_999)}");
        for (var i = 0; i < 2; i++)
        {
            var receipt = ReceiptOf(number, receiptId: $"N{newcomer}{i}");
            receipt = receipt with { FiscalCode = newcomer, Transfers = [receipt.Transfers[0] with { FiscalCodePa = newcomer }] };
            await caller.NodeAsync(new SendRtRequest(newcomer, newcomer, Ids["station"] = $"{newcomer}_01", receipt), isTaken: false);
            Ids["refusedMessage"] = await NewestRefusalAsync("listPlatformRefusedMessages");
            await caller.DoAsync("readPlatformRefusedMessage");
            await caller.DownloadAsync("downloadPlatformRefusedMessage");
            if (i == 0)
                await caller.DoAsync("dismissPlatformRefusedMessage", new { reason = "Rumore" });
        }
        await caller.DoAsync("createOrganization", OrganizationOf(newcomer));
        Ids["organization"] = newcomer;
        await caller.DoAsync("createStation", StationOf(newcomer, $"{newcomer}_01", "01"));
        Ids["organization"] = Organization;
        await caller.DoAsync("replayPlatformRefusedMessage");
    }

    /// <summary>One was given up: who runs the platform finds it and has it done.</summary>
    private async Task JobsAsync()
    {
        Ids["backgroundJob"] = Id((await caller.DoAsync("listJobs", null, "limit=1"))["items"]![0]!);
        await server.ExecuteAsync(
            "UPDATE jobs SET state = 'parked', attempts = 12 WHERE job_id = (SELECT job_id FROM jobs ORDER BY job_id DESC LIMIT 1)"
        );
        await caller.DoAsync("readJob");
        await caller.DoAsync("retryJob");
    }

    private async Task<string> NewestRefusalAsync(string list) =>
        Id((await caller.DoAsync(list, null, "state=open&limit=1"))["items"]![0]!);

    /// <summary>The account of everything unpaid is replaced.</summary>
    private async Task AccountsAsync()
    {
        var iban = NewIban();
        await caller.DoAsync("createIban", new { iban, label = "Nuova tesoreria" });
        await caller.DoAsync("listIbanNotices", null, "limit=20");
        await caller.DoAsync("replaceIban", new { newIban = iban, reason = "Prova" }, "dryRun=true");
        Ids["replacement"] = Id(
            await caller.DoAsync(
                "replaceIban",
                new
                {
                    newIban = iban,
                    firstDay = $"{Today.AddDays(30):yyyy-MM-dd}",
                    reason = "Nuovo tesoriere",
                }
            )
        );
        await caller.DoAsync("cancelIbanReplacement");
        Ids["replacement"] = Id(
            await caller.DoAsync(
                "replaceIban",
                new
                {
                    newIban = iban,
                    firstDay = $"{Today:yyyy-MM-dd}",
                    isRegistrationConfirmed = true,
                    reason = "Nuovo tesoriere",
                }
            )
        );
        await caller.JobsAsync("replacement of an account", Allowance.Organization);
        await caller.DoAsync("readIbanReplacement");
        Ids["iban"] = iban;
    }

    /// <summary>What comes round by the clock.</summary>
    private async Task ClockAsync()
    {
        foreach (var job in server.Api.Services.GetServices<IRecurringJob>())
        {
            await job.RunOnceAsync(CancellationToken.None);
            await caller.JudgeAsync(job.GetType().Name, Allowance.Journal);
        }
    }
}

using System.Text;
using PagoDigitale.Api.Tests.PublishedFlows;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.MissingReceipts;

/// <summary>
/// A month in which two receipts never come, a flow is revised, another is deleted, and one PSP never reports: those four are told, and
/// everything else is reconciled without anybody doing anything but load the bank statement.
/// </summary>
public sealed class MonthTests(PublishingWorld world) : IClassFixture<PublishingWorld>
{
    private const string Revised = "BPROITMM";
    private const string Deleted = "BCITITMM";
    private const string Silent = "UNCRITMM";
    private const string Usual = "POSOIT22";

    [Fact]
    public async Task What_went_wrong_is_told_and_the_rest_is_reconciled()
    {
        var scene = await world.SceneAsync();
        await scene.Client.Connections.CreateAsync(
            scene.Code,
            new() { Code = "biz-events", BaseUrl = $"{world.Simulator.BaseAddress}bizevents/service/v1" }
        );
        var day = TimeProvider.System.GetUtcNow().AddDays(-10);
        await scene.PayAsync(5, 1_000, Usual, day);
        await scene.PayAsync(2, 2_000, Usual, day, "late-receipt");
        await scene.PayAsync(3, 3_000, Revised, day);
        await scene.PayAsync(2, 4_000, Deleted, day);
        await scene.PayAsync(2, 5_000, Silent, day);
        var flows = (await scene.FlowsAsync()).ToDictionary(f => (string)f["pspId"]!, f => (string)f["flussoId"]!);
        // It is never published.
        (await world.Simulator.DeleteAsync($"fdr/{flows[Silent]}")).EnsureSuccessStatusCode();
        await scene.FetchAsync();
        await world.PostAsync($"fdr/{flows[Revised]}/revise", new { dropIur = await AnyIurAsync(scene, Revised) });
        (await world.Simulator.DeleteAsync($"fdr/{flows[Deleted]}")).EnsureSuccessStatusCode();
        await scene.FetchAsync();

        // The two that never came: seen, asked for, and here.
        var missing = (await scene.Client.MissingReceipts.ListAsync(scene.Code)).Items;
        missing.Count.ShouldBe(2);
        missing.ShouldAllBe(m => m.State == "received" && m.AgeDays >= 9 && m.PspId == Usual);
        (await scene.EventsAsync("missing-receipt")).Count(t => t == "missing-receipt.found").ShouldBe(2);
        (await scene.Client.Receipts.ListAsync(scene.Code, new() { Origin = "recovered" })).Items.Count.ShouldBe(2);
        // The revision counts, and what it dropped is expected from its PSP again.
        var revisions = (await scene.Client.Rendicontazioni.ListAsync(scene.Code)).Items.Where(r => r.FlussoId == flows[Revised]).ToList();
        revisions.Select(r => (r.State, r.PaymentsCount)).ShouldBe([("parsed", 2), ("superseded", 3)]);
        // The deleted one is told.
        var published = await scene.PublishedAsync("deleted");
        published.Single().FlussoId.ShouldBe(flows[Deleted]);
        (await scene.EventsAsync("published-flow.deleted")).Count.ShouldBe(1);
        // The PSP that never reports is named, with its day and its sum.
        var expected = (await scene.Client.ExpectedFlows.ListAsync(scene.Code, new() { State = ["missing"] })).Items;
        expected
            .Select(e => (e.PspId, e.PaymentsCount, e.AmountCents))
            .ShouldBe([(Revised, 1, 3_000L), (Silent, 2, 10_000L)], ignoreOrder: true);

        await LoadStatementAsync(scene, flows[Silent], flows[Deleted]);
        var job = await scene.Client.ReconciliationJobs.CreateAsync(scene.Code, new());
        await world.Api.RunJobsAsync();
        var items = (await scene.Client.ReconciliationJobs.ListItemsAsync(scene.Code, job.Id, new() { Limit = 200 })).Items;
        // Seven of the usual PSP and two of the revised flow close; what is left says what it waits for.
        items.Count(i => i.Class == "IUD_RT_IUF_TES").ShouldBe(9);
        items
            .Where(i => i.Class != "IUD_RT_IUF_TES")
            .GroupBy(i => i.Class)
            .ToDictionary(g => g.Key, g => g.Count())
            .ShouldBe(new Dictionary<string, int> { ["RT_NO_IUF"] = 3, ["IUF_NO_TES"] = 2 }, ignoreOrder: true);
        (await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Code)).IsBalanced.ShouldBeTrue();
    }

    private static async Task<string> AnyIurAsync(PublishingScene scene, string psp) =>
        (string)(await scene.FlowsAsync()).Single(f => (string)f["pspId"]! == psp)["receiptIds"]![0]!;

    /// <summary>As the treasurer gives it: without the money of the flow that was deleted and of the one that never was.</summary>
    private async Task LoadStatementAsync(PublishingScene scene, params string[] absent)
    {
        var csv = await world.Simulator.GetByteArrayAsync($"bank-statement?organization={scene.Code}&unrelated=3");
        var lines = Encoding.Latin1.GetString(csv).Split('\n').Where(l => !absent.Any(l.Contains));
        await scene.Client.BankStatements.UploadAsync(
            scene.Code,
            "movimenti.csv",
            new MemoryStream(Encoding.Latin1.GetBytes(string.Join('\n', lines))),
            new()
            {
                DateColumn = 1,
                AmountColumn = 3,
                DescriptionColumn = 4,
                ProvvisorioColumn = 5,
                ValueDateColumn = 2,
                Separator = ";",
                FirstRow = 3,
                Encoding = "windows-1252",
            }
        );
        await world.Api.RunJobsAsync();
    }
}

using System.IO.Compression;
using System.Text;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    private bool _isAskedFor;

    /// <summary>A rendicontazione tells of payments without receipts; of the two that are asked for one is found.</summary>
    private async Task MissingAsync()
    {
        await using var receipts = await ReceiptServer.StartAsync();
        var (iuv, iur) = ($"019{Mark}".PadRight(17, '1')[..17], $"M{Mark}-1");
        receipts.Put(Organization, iur, $"3{iuv}", 1_000);
        var flow = new FlowFile
        {
            Receiver = Organization,
            FlussoId = $"2026-11-23PSPTEST0002-M{Mark}",
            Psp = "PSPTEST0002",
            Day = TestClock.Today.AddDays(-1),
            Rows =
            [
                new(iuv, iur, 1_000, PaidOn: TestClock.Today.AddDays(-2)),
                new($"018{Mark}".PadRight(17, '1')[..17], $"M{Mark}-2", 1_000, PaidOn: TestClock.Today.AddDays(-2)),
            ],
        };
        Ids["connection"] = "biz-events";
        if (_isAskedFor)
            await caller.DoAsync("removeConnection");
        _isAskedFor = true;
        await caller.DoAsync("createConnection", new { code = "biz-events", baseUrl = receipts.Url });
        await caller.DoAsync("uploadRendicontazione", File(flow.ToBytes(), "application/xml"), "fileName=flusso.xml");
        await caller.JobsAsync("missing receipts", Allowance.Journal);
        Ids["missingReceipt"] = Id((await caller.DoAsync("listMissingReceipts", null, "state=missing&limit=1"))["items"]![0]!);
        await caller.DoAsync("readMissingReceipt");
        await caller.DoAsync("retryMissingReceipt");
        await caller.JobsAsync("a missing receipt again", Allowance.Journal);
        await caller.DoAsync("changeConnection", new { isPaused = true });
    }

    /// <summary>Another partner hands over receipts, of which one is none.</summary>
    private async Task ArchivesAsync(int rows)
    {
        using var whole = new MemoryStream();
        using (var zip = new ZipArchive(whole, ZipArchiveMode.Create, leaveOpen: true))
            for (var i = 0; i < Math.Min(rows, 100); i++)
            {
                var iuv = $"017{Mark}{i:000}".PadRight(17, '1')[..17];
                var receipt = ReceiptServer.Receipt(Organization, $"Z{Mark}-{i}", $"3{iuv}", 1_000, TestClock.Today);
                receipt["debtor"]!["entityUniqueIdentifierValue"] = $"Z{Mark}D{i:000}";
                await using var entry = await zip.CreateEntry($"{i}.json").OpenAsync();
                await entry.WriteAsync(i == 0 ? "no"u8.ToArray() : Encoding.UTF8.GetBytes(receipt.ToJsonString()));
            }
        Ids["receiptArchive"] = Id(
            await caller.DoAsync("uploadReceiptArchive", File(whole.ToArray(), "application/zip"), "fileName=ricevute.zip")
        );
        await caller.JobsAsync("an archive of receipts", Allowance.For(rows));
        await caller.DoAsync("readReceiptArchive");
        await caller.DoAsync("listReceiptArchives");
        await caller.DoAsync("listReceiptArchiveFiles", null, "outcome=refused");
    }
}

using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.ReceiptArchives;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.ReceiptArchives;

/// <summary>
/// Another partner hands over its receipts: each is taken as if it had been uploaded alone, and one that is bad stops no other.
/// </summary>
public sealed class UploadReceiptArchiveTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task Each_file_has_its_outcome_and_the_good_ones_their_effects()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var (first, second, here, bad) = (
            await scene.ReceiptAsync(),
            await scene.ReceiptAsync(),
            await scene.ReceiptAsync(),
            await scene.ReceiptAsync()
        );
        (await f.SendReceiptAsync(scene.Organization, here)).IsOk.ShouldBeTrue();
        var third = await scene.ReceiptAsync();
        var json = ReceiptServer.Receipt(scene.Code, third.ReceiptId, third.NoticeNumber, third.AmountCents, TestClock.Today);
        json["transferList"] = new System.Text.Json.Nodes.JsonArray([
            .. third.Transfers.Select(t => ReceiptServer.Transfer(t.IdTransfer, t.FiscalCodePa, t.AmountCents, third.CreditorReferenceId)),
        ]);

        var archive = await scene.TakeAsync(
            ("2026/gennaio/1.xml", scene.Xml(first)),
            ("2026/gennaio/2.xml", scene.Xml(second)),
            ("2026/gennaio/2 (copia).xml", scene.Xml(second)),
            ("2026/3.json", Encoding.UTF8.GetBytes(json.ToJsonString())),
            ("4.xml", scene.Xml(here)),
            ("5.xml", scene.Xml(bad with { AmountCents = 1 })),
            ("leggimi.txt", "Ecco le ricevute"u8.ToArray()),
            ("vuoto.xml", []),
            ("grande.xml", new byte[(2 * 1024 * 1024) + 1]),
            ("__MACOSX/._1.xml", [1, 2, 3])
        );

        (archive.State, archive.FileName, archive.CompletedAt is null).ShouldBe(("completed", "ricevute.zip", false));
        (archive.Counts.Files, archive.Counts.Taken, archive.Counts.AlreadyHere, archive.Counts.Refused).ShouldBe((9, 3, 2, 4));
        var files = await scene.FilesAsync(archive);
        files
            .Select(o => (o.Index, o.FileName, o.Outcome, o.Failure?.Code))
            .ShouldBe([
                (1, "2026/gennaio/1.xml", "taken", null),
                (2, "2026/gennaio/2.xml", "taken", null),
                (3, "2026/gennaio/2 (copia).xml", "already-here", null),
                (4, "2026/3.json", "taken", null),
                (5, "4.xml", "already-here", null),
                (6, "5.xml", "refused", "receipt-contradictory"),
                (7, "leggimi.txt", "refused", "receipt-unreadable"),
                (8, "vuoto.xml", "refused", "receipt-unreadable"),
                (9, "grande.xml", "refused", "receipt-file-too-large"),
            ]);
        files[2].ReceiptId.ShouldBe(files[1].ReceiptId);
        files.Where(o => o.Failure is not null).ShouldAllBe(o => o.ReceiptId == null && o.Failure!.Remedy.Length > 0);
        foreach (var taken in files.Where(o => o.Outcome == "taken"))
        {
            var receipt = await scene.Client.Receipts.ReadAsync(scene.Code, taken.ReceiptId!);
            (receipt.Origin, receipt.Classification).ShouldBe(("upload", "regular"));
        }
        (await f.BalanceAsync(scene.Organization, "psp-clearing")).ShouldBe(4 * 12_345);
        using var original = await scene.Client.Receipts.DownloadOriginalAsync(scene.Code, files[0].ReceiptId!);
        (await original.ReadBytesAsync()).ShouldBe(scene.Xml(first));
        using var asJson = await scene.Client.Receipts.DownloadOriginalAsync(scene.Code, files[3].ReceiptId!);
        asJson.FileName!.ShouldEndWith(".json");
        (await scene.Client.Events.ListAsync(scene.Code, new() { Limit = 200 }))
            .Items.Count(e => e.Type == "receipt-archive.completed")
            .ShouldBe(1);
    }

    [Fact]
    public async Task The_same_archive_again_is_the_one_that_is_there()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var zip = ArchiveScene.Zip(("1.xml", scene.Xml(await scene.ReceiptAsync())));

        var first = await scene.UploadAsync(zip, "a.zip");
        var again = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => scene.UploadAsync(zip, "b.zip")));
        await f.Api.RunJobsAsync();

        (first.Answer!.Status, first.State).ShouldBe((202, "received"));
        again.ShouldAllBe(a => a.Id == first.Id && a.Answer!.Status == 200 && a.FileName == "a.zip");
        (await scene.Client.ReceiptArchives.ListAsync(scene.Code)).Items.Single().Counts.Taken.ShouldBe(1);
    }

    public static TheoryData<byte[]> NoArchives =>
        [
            [],
            [1, 2, 3],
            "PK\u0003\u0004 no more"u8.ToArray(),
            ArchiveScene.Zip(),
            ArchiveScene.Zip(("cartella/", [])),
            "<receipt/>"u8.ToArray(),
        ];

    [Theory, MemberData(nameof(NoArchives))]
    public async Task What_is_no_archive_of_receipts_is_refused_at_once(byte[] content)
    {
        var scene = await ArchiveScene.CreateAsync(f);

        await RefusalAsync(422, "archive-unreadable", () => scene.UploadAsync(content));

        (await scene.Client.ReceiptArchives.ListAsync(scene.Code)).Items.ShouldBeEmpty();
    }

    /// <summary>The directory at the end is whole, what it leads to is not.</summary>
    [Fact]
    public async Task A_damaged_file_is_refused_and_the_next_one_taken()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var noise = new byte[4_000];
        new Random(1).NextBytes(noise);
        var zip = ArchiveScene.Zip(("rotto.xml", noise), ("buono.xml", scene.Xml(await scene.ReceiptAsync())));
        // Within the first file: behind its header of 30 bytes and its name.
        for (var i = 60; i < 3_000; i++)
            zip[i] ^= 0xFF;

        var archive = await scene.UploadAsync(zip);
        await f.Api.RunJobsAsync();

        (await scene.FilesAsync(archive)).Select(o => o.Outcome).ShouldBe(["refused", "taken"]);
    }

    [Fact]
    public async Task Killed_in_the_middle_each_receipt_is_taken_once_and_each_file_has_one_outcome()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var files = new List<(string, byte[])>();
        for (var i = 0; i < 250; i++)
            files.Add(($"{i}.xml", i % 50 == 7 ? "no"u8.ToArray() : scene.Xml(await scene.ReceiptAsync())));
        var archive = await scene.UploadAsync(ArchiveScene.Zip([.. files]));
        var id = await f.Rows.ReadAsync<Guid>("SELECT receipt_archive_id FROM receipt_archives WHERE organization_id = $1", scene.Code);
        var job = f.Api.Services.GetRequiredService<TakeReceiptArchive>();
        for (var kill = 0; kill < 3; kill++)
        {
            using var killed = new CancellationTokenSource();
            var run = job.RunAsync(JobOf(scene.Code, id), killed.Token);
            while (!run.IsCompleted && await f.CountAsync("receipt_archive_files", scene.Organization) < (kill + 1) * 60)
                await Task.Delay(5);
            await killed.CancelAsync();
            await Record.ExceptionAsync(() => run);
        }

        await f.Api.RunJobsAsync();

        var counts = (await scene.Client.ReceiptArchives.ReadAsync(scene.Code, archive.Id)).Counts;
        (counts.Files, counts.Taken, counts.AlreadyHere, counts.Refused).ShouldBe((250, 245, 0, 5));
        (await f.CountAsync("receipt_archive_files", scene.Organization)).ShouldBe(250);
        (await f.CountAsync("receipts", scene.Organization)).ShouldBe(245);
        (await f.BalanceAsync(scene.Organization, "psp-clearing")).ShouldBe(245 * 12_345);
    }

    private static Job JobOf(string organization, Guid archive) =>
        new(Guid.NewGuid(), TakeReceiptArchive.Kind, organization, $$"""{"archiveId":"{{archive}}"}""", 1);
}

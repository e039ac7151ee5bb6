using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.Api.Features.ReceiptArchives;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.TestKit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.ReceiptArchives;

/// <summary>Archives as nobody should make them, and runs that meet.</summary>
public sealed class OddArchiveTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task An_amount_that_is_none_stops_no_other_file()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var good = await scene.ReceiptAsync();
        var bad = JsonOf(scene, await scene.ReceiptAsync()).ToJsonString();
        var at = bad.IndexOf("\"paymentAmount\":", StringComparison.Ordinal) + 16;
        bad = bad[..at] + "7e28" + bad[bad.IndexOf(',', at)..];
        var archive = await scene.UploadAsync(ArchiveScene.Zip(("1.xml", scene.Xml(good)), ("2.json", Encoding.UTF8.GetBytes(bad))));
        var id = await IdAsync(scene);
        await TakeAsync(scene, id);
        var now = await scene.Client.ReceiptArchives.ReadAsync(scene.Code, archive.Id);
        (now.State, now.Counts.Taken, now.Counts.Refused).ShouldBe(("completed", 1, 1));
    }

    [Fact]
    public async Task A_file_whose_check_sum_is_wrong_is_refused()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var receipt = await scene.ReceiptAsync();
        using var whole = new MemoryStream();
        using (var archive = new ZipArchive(whole, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("1.xml", CompressionLevel.NoCompression).Open();
            entry.Write(scene.Xml(receipt));
        }
        var zip = whole.ToArray();
        var at = zip.AsSpan().IndexOf("RSSMRA80A01H501U"u8);
        zip[at] = (byte)'X';
        var taken = await scene.UploadAsync(zip);
        await f.Api.RunJobsAsync();
        (await scene.FilesAsync(taken)).Single().Outcome.ShouldBe("refused");
    }

    [Fact]
    public async Task The_same_receipt_within_a_batch_and_across_batches_is_taken_once()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var receipts = new List<byte[]>();
        for (var i = 0; i < 60; i++)
            receipts.Add(scene.Xml(await scene.ReceiptAsync()));
        var files = new List<(string, byte[])>();
        for (var round = 0; round < 4; round++)
            files.AddRange(receipts.Select((r, i) => ("x.xml", r)));
        var archive = await scene.UploadAsync(ArchiveScene.Zip([.. files]));
        await f.Api.RunJobsAsync();
        var now = await scene.Client.ReceiptArchives.ReadAsync(scene.Code, archive.Id);
        (now.State, now.Counts.Taken, now.Counts.AlreadyHere).ShouldBe(("completed", 60, 180));
        (await f.BalanceAsync(scene.Organization, "psp-clearing")).ShouldBe(60 * 12_345);
    }

    [Fact]
    public async Task Runs_that_end_together_tell_it_once()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var archive = await scene.UploadAsync(ArchiveScene.Zip(("1.xml", "no"u8.ToArray())));
        var id = await IdAsync(scene);
        await TakeAsync(scene, id);
        await f.Rows.ExecuteAsync(
            "UPDATE receipt_archives SET state = 'received', completed_at = NULL WHERE organization_id = $1",
            scene.Code
        );
        await f.Rows.ExecuteAsync("DELETE FROM events WHERE organization_id = $1 AND type = 'receipt-archive.completed'", scene.Code);
        await using var c = new NpgsqlConnection(f.Api.ConnectionString);
        await c.OpenAsync();
        await using var t = await c.BeginTransactionAsync();
        await using (var l = new NpgsqlCommand($"SELECT 1 FROM receipt_archives WHERE organization_id = '{scene.Code}' FOR UPDATE", c, t))
            await l.ExecuteNonQueryAsync();
        var runs = Enumerable.Range(0, 3).Select(_ => Record.ExceptionAsync(() => TakeAsync(scene, id))).ToList();
        await Task.Delay(1500);
        await t.CommitAsync();
        (await Task.WhenAll(runs)).ShouldAllBe(e => e == null);
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM events WHERE organization_id = $1 AND type = 'receipt-archive.completed'",
                scene.Code
            )
        ).ShouldBe(1);
    }

    [Fact]
    public async Task Sent_again_after_its_run_was_given_up_it_is_taken()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var zip = ArchiveScene.Zip(("1.xml", scene.Xml(await scene.ReceiptAsync())));
        await scene.UploadAsync(zip);
        await f.Rows.ExecuteAsync(
            "UPDATE jobs SET state = 'parked', finished_at = now() WHERE organization_id = $1 AND kind = 'receipt-archives.take'",
            scene.Code
        );
        var again = await scene.UploadAsync(zip);
        await f.Api.RunJobsAsync();
        (await scene.Client.ReceiptArchives.ReadAsync(scene.Code, again.Id)).State.ShouldBe("completed");
    }

    [Fact]
    public async Task A_directory_without_end_is_refused_before_it_is_read()
    {
        const int count = 1_900_000;
        using var whole = new MemoryStream();
        var header = new byte[47];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0x02014b50);
        header[46] = (byte)'a';
        header[28] = 1;
        for (var i = 0; i < count; i++)
            whole.Write(header);
        var size = whole.Length;
        var z = new byte[56 + 20 + 22];
        BinaryPrimitives.WriteUInt32LittleEndian(z, 0x06064b50);
        BinaryPrimitives.WriteUInt64LittleEndian(z.AsSpan(4), 44);
        BinaryPrimitives.WriteUInt64LittleEndian(z.AsSpan(24), count);
        BinaryPrimitives.WriteUInt64LittleEndian(z.AsSpan(32), count);
        BinaryPrimitives.WriteUInt64LittleEndian(z.AsSpan(40), (ulong)size);
        BinaryPrimitives.WriteUInt32LittleEndian(z.AsSpan(56), 0x07064b50);
        BinaryPrimitives.WriteUInt64LittleEndian(z.AsSpan(64), (ulong)size);
        BinaryPrimitives.WriteUInt32LittleEndian(z.AsSpan(72), 1);
        var end = z.AsSpan(76);
        BinaryPrimitives.WriteUInt32LittleEndian(end, 0x06054b50);
        end[4..20].Fill(0xFF);
        BinaryPrimitives.WriteUInt16LittleEndian(end[4..], 0);
        BinaryPrimitives.WriteUInt16LittleEndian(end[6..], 0);
        whole.Write(z);
        whole.Position = 0;
        var before = GC.GetTotalAllocatedBytes();
        var (_, _, fault) = ReceiptZip.Open(whole);
        var used = (GC.GetTotalAllocatedBytes() - before) / 1024 / 1024;
        fault.ShouldNotBeNull();
        used.ShouldBeLessThan(50);
    }

    [Fact]
    public async Task Damaged_anywhere_an_archive_is_refused_or_read_and_throws_nothing()
    {
        var scene = await ArchiveScene.CreateAsync(f);
        var xml = scene.Xml(await scene.ReceiptAsync());
        var zip = ArchiveScene.Zip(("a/1.xml", xml), ("2.xml", xml), ("d/", []));
        var random = new Random(7);
        var thrown = new Dictionary<string, int>();
        for (var i = 0; i < 10_000; i++)
        {
            var bad = (byte[])zip.Clone();
            for (var k = random.Next(1, 6); k > 0; k--)
                bad[random.Next(2) == 0 ? bad.Length - 1 - random.Next(260) : random.Next(bad.Length)] =
                    random.Next(3) == 0 ? (byte)0xFF : (byte)random.Next(256);
            try
            {
                using var content = new MemoryStream(bad);
                var (archive, files, fault) = ReceiptZip.Open(content);
                using (archive)
                    foreach (var file in files)
                        await ReceiptZip.ReadAsync(file, default);
            }
            catch (Exception e)
            {
                var key = $"{e.GetType().Name} {e.Message} {e.StackTrace!.Split('\n').First(l => l.Contains("ReceiptZip"))}";
                thrown[key] = thrown.GetValueOrDefault(key) + 1;
            }
        }
        foreach (var (k, v) in thrown)
            thrown.ShouldBeEmpty();
    }

    private static Job JobOf(string organization, Guid archive) =>
        new(Guid.NewGuid(), TakeReceiptArchive.Kind, organization, $$"""{"archiveId":"{{archive}}"}""", 1);

    private Task<Guid> IdAsync(ArchiveScene scene) =>
        f.Rows.ReadAsync<Guid>("SELECT receipt_archive_id FROM receipt_archives WHERE organization_id = $1", scene.Code);

    private Task TakeAsync(ArchiveScene scene, Guid id) =>
        f.Api.Services.GetRequiredService<TakeReceiptArchive>().RunAsync(JobOf(scene.Code, id), default);

    private static JsonObject JsonOf(ArchiveScene scene, Receipt r)
    {
        var json = ReceiptServer.Receipt(scene.Code, r.ReceiptId, r.NoticeNumber, r.AmountCents, TestClock.Today);
        json["transferList"] = new JsonArray([
            .. r.Transfers.Select(t => ReceiptServer.Transfer(t.IdTransfer, t.FiscalCodePa, t.AmountCents, r.CreditorReferenceId)),
        ]);
        return json;
    }
}

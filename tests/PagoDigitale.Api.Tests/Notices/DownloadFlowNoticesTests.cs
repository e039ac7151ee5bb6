using System.IO.Compression;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

[Collection(NoticesTests.Name)]
public sealed class DownloadFlowNoticesTests(NoticesApi fixture)
{
    /// <summary>Less than half of the archive; other tests of the process grow meanwhile as well.</summary>
    private const long GrowthMax = 30 * 1024 * 1024;
    private const long LookEvery = 8 * 1024 * 1024;

    private readonly IFlowsClient _flows = fixture.Api.Admin.Flows;

    [Fact]
    public async Task The_zip_has_one_named_page_for_each_payable_notice_in_the_order_of_the_rows()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync("completed-with-rejects");
        var third = await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 3,
                DebtorFiscalCode = "VRDLCU75L41F205T",
                DueDate = null,
            }
        );
        var first = await rows.AddAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 1,
                Instalments = 2,
            }
        );
        await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 2,
                State = "paid",
            }
        );
        await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 4,
                ValidUntil = new DateOnly(2020, 1, 31),
            }
        );
        await rows.AddOneAsync(new NoticeGiven());

        using var file = await _flows.DownloadNoticesAsync(rows.Organization, flow.PublicId);
        await using var zip = new ZipArchive(new MemoryStream(await file.ReadBytesAsync()));

        file.FileName.ShouldBe($"avvisi_{flow.PublicId}.zip");
        zip.Entries.Select(e => e.FullName)
            .ShouldBe([
                $"RSSMRA80A01H501U_2027_{first[0][1..]}.pdf",
                $"RSSMRA80A01H501U_2027_{first[1][1..]}.pdf",
                $"VRDLCU75L41F205T_2026_{third[1..]}.pdf",
            ]);
        var page = Bytes(zip.Entries[1]);
        PrintedNotice.QrCode(page).ShouldBe($"PAGOPA|002|{first[1]}|{rows.Organization}|9225");
        PrintedNotice.Text(page).ShouldContain("TARI 2026 - rata 2 di 2");
    }

    [Fact]
    public async Task A_notice_that_cannot_be_drawn_is_told_and_stops_no_other()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        var before = await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 1 });
        var bad = await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 2,
                AmountCents = 10_000_000_000,
            }
        );
        var broken = await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 3,
                DebtorAddress = "[]",
            }
        );
        var after = await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 4 });

        using var file = await _flows.DownloadNoticesAsync(rows.Organization, flow.PublicId);
        await using var zip = new ZipArchive(new MemoryStream(await file.ReadBytesAsync()));

        zip.Entries.Select(e => e.FullName)
            .ShouldBe([$"RSSMRA80A01H501U_2027_{before[1..]}.pdf", $"RSSMRA80A01H501U_2027_{after[1..]}.pdf", "_errori.csv"]);
        var lines = System.Text.Encoding.UTF8.GetString(Bytes(zip.Entries[2])).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe("\ufeffnumero avviso;IUV;motivo");
        lines[1].ShouldStartWith($"{bad};{bad[1..]};\"AmountCents: ");
        lines[2].ShouldBe($"{broken};{broken[1..]};\"internal error\"");
    }

    [Theory]
    [InlineData("received")]
    [InlineData("ready")]
    [InlineData("generating")]
    [InlineData("failed")]
    public async Task A_flow_that_is_not_completed_has_no_notices_yet(string state)
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync(state);
        await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 1 });

        var refusal = await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
            _flows.DownloadNoticesAsync(rows.Organization, flow.PublicId)
        );

        refusal.Code.ShouldBe("flow-has-no-notices");
        refusal.Problem!.Detail!.ShouldContain($"The flow is {state}");
    }

    [Fact]
    public async Task A_flow_paid_by_all_has_no_notices_any_more()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        await rows.AddOneAsync(
            new NoticeGiven
            {
                Flow = flow.Id,
                FlowRow = 1,
                State = "reconciled",
            }
        );

        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => _flows.DownloadNoticesAsync(rows.Organization, flow.PublicId))
        ).Code.ShouldBe("flow-has-no-notices");
    }

    [Fact]
    public async Task An_unknown_flow_and_that_of_another_organization_are_not_found()
    {
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        await rows.AddOneAsync(new NoticeGiven { Flow = flow.Id, FlowRow = 1 });
        var other = await NoticeRows.CreateAsync(fixture.Api, "Comune Altro");

        foreach (var id in new[] { flow.PublicId, "flw_00000000000000000000000000", "nonsense" })
            (
                await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => _flows.DownloadNoticesAsync(other.Organization, id))
            ).Code.ShouldBe("flow-not-found");
    }

    [Fact]
    public async Task Two_thousand_notices_stream_in_flat_memory()
    {
        const int count = 2_000;
        var rows = await NoticeRows.CreateAsync(fixture.Api);
        var flow = await rows.AddFlowAsync();
        await rows.AddManyAsync(flow.Id, count);
        // Fonts, plans and connections are there for good: they are brought in before memory is looked at.
        var warm = await rows.AddFlowAsync();
        await rows.AddManyAsync(warm.Id, 10, firstRow: count + 1);
        using (var file = await _flows.DownloadNoticesAsync(rows.Organization, warm.PublicId))
            await file.ReadBytesAsync();
        var path = Path.GetTempFileName();
        try
        {
            var growth = await DownloadAsync(rows.Organization, flow.PublicId, path);

            new FileInfo(path).Length.ShouldBeGreaterThan(2 * GrowthMax);
            growth.ShouldBeLessThan(GrowthMax);
            await using var zip = await ZipFile.OpenReadAsync(path);
            zip.Entries.Select(e => e.FullName).Distinct().Count().ShouldBe(count);
            PrintedNotice.QrCode(Bytes(zip.Entries[^1])).ShouldEndWith($"|{rows.Organization}|{100 + count}");
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <summary>Returns by how much the live memory of server and client together rose above what it was before the request.</summary>
    private async Task<long> DownloadAsync(string organization, string flow, string path)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var file = await _flows.DownloadNoticesAsync(organization, flow);
        await using var saved = File.Create(path);
        var buffer = new byte[64 * 1024];
        long most = 0,
            next = 0;
        for (int length; (length = await file.Stream.ReadAsync(buffer)) > 0; )
        {
            await saved.WriteAsync(buffer.AsMemory(0, length));
            if (saved.Position < next)
                continue;
            // Beside other tests the memory does not come to rest, and each look then takes twenty collections.
            next += LookEvery;
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        return most;
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

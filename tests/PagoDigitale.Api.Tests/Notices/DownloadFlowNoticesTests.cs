using System.IO.Compression;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Notices;

[Collection(NoticesTests.Name)]
public sealed class DownloadFlowNoticesTests(NoticesApi fixture)
{
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

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return memory.ToArray();
    }
}

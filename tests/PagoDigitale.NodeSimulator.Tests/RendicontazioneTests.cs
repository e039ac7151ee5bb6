using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.Payments;
using PagoDigitale.NodeSimulator.Rendicontazioni;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class RendicontazioneTests
{
    private static readonly DateOnly[] Days = [new(2026, 3, 2), new(2026, 3, 3), new(2026, 3, 5), new(2026, 3, 6)];

    [Fact]
    public async Task Each_psp_reports_each_day_and_the_sums_are_those_of_the_receipts()
    {
        await using var scene = await PaidAsync(60);
        var flows = await scene.FlowsAsync();
        flows.Count.ShouldBe(12);
        flows.Select(flow => flow.FlussoId).Distinct().Count().ShouldBe(12);
        // A Friday's payments are transferred on Monday.
        flows
            .Select(flow => flow.RegulationDate)
            .Distinct()
            .ShouldBe([new(2026, 3, 3), new(2026, 3, 4), new(2026, 3, 6), new(2026, 3, 9)]);
        foreach (var flow in flows)
        {
            var reading = await ReadAsync(scene, flow.FlussoId);
            reading.IsOk.ShouldBeTrue();
            reading.Anomalies.ShouldBeEmpty();
            reading.Header.FlussoId.ShouldBe($"{flow.RegulationDate:yyyy-MM-dd}{flow.PspId}-{flow.FlussoId[^12..]}");
            reading.Header.FlussoId.Length.ShouldBeLessThanOrEqualTo(35);
            (reading.Header.Sender.Type, reading.Header.Sender.Code, reading.Header.BicCode).ShouldBe(("B", flow.PspId, flow.PspId));
            var paid = reading.Rows.Select(row => scene.Ente.Receipts.Single(receipt => receipt.ReceiptId == row.Iur)).ToList();
            paid.ShouldAllBe(receipt => receipt.IdPsp == flow.PspId && receipt.PspCompanyName == reading.Header.Sender.Name);
            reading.Rows.Sum(row => row.AmountCents).ShouldBe(flow.TotalCents);
        }
        var own = scene.Ente.Receipts.Sum(receipt =>
            receipt.Transfers.Where(transfer => transfer.FiscalCodePa == FakeEnte.Ente).Sum(transfer => transfer.AmountCents)
        );
        flows.Sum(flow => flow.TotalCents).ShouldBe(own);
        var others = await scene.FlowsAsync(FakeEnte.OtherEnte);
        (own + others.Sum(flow => flow.TotalCents)).ShouldBe(scene.Ente.Receipts.Sum(receipt => receipt.AmountCents));
    }

    [Fact]
    public async Task A_row_names_the_receipt_and_the_transfer_it_pays()
    {
        await using var scene = await PaidAsync(1);
        var flow = (await scene.FlowsAsync(FakeEnte.OtherEnte)).ShouldHaveSingleItem();
        var row = (await ReadAsync(scene, flow.FlussoId)).Rows.ShouldHaveSingleItem();
        var receipt = scene.Ente.Receipts.ShouldHaveSingleItem();
        (row.Iuv, row.Iur, row.TransferIndex, row.PaymentDate).ShouldBe((receipt.CreditorReferenceId, receipt.ReceiptId, 2, Days[0]));
    }

    [Fact]
    public async Task A_revision_keeps_the_id_comes_later_and_can_be_taken_back()
    {
        await using var scene = await PaidAsync(36);
        var flow = (await scene.FlowsAsync())[0];
        var original = await ReadAsync(scene, flow.FlussoId);
        var shorter = await ReviseAsync(scene, flow.FlussoId, new FlowRevision(DropIur: original.Rows[0].Iur));
        shorter.PaymentsCount.ShouldBe(original.Rows.Count - 1);
        var reread = await ReadAsync(scene, flow.FlussoId);
        reread.Header!.FlussoDateTime.ShouldBeGreaterThan(original.Header!.FlussoDateTime);
        reread.Header.TotalAmountCents.ShouldBe(original.Header.TotalAmountCents - original.Rows[0].AmountCents);
        var dearer = await ReviseAsync(scene, flow.FlussoId, new FlowRevision(ChangeAmount: new(original.Rows[1].Iur, 1)));
        dearer.TotalCents.ShouldBe(shorter.TotalCents - original.Rows[1].AmountCents + 1);
        var restored = await ReviseAsync(scene, flow.FlussoId, new FlowRevision());
        (restored.TotalCents, restored.Revision).ShouldBe((flow.TotalCents, 4));
    }

    [Fact]
    public async Task A_revision_of_what_is_not_there_is_refused()
    {
        await using var scene = await PaidAsync(3);
        var flow = (await scene.FlowsAsync())[0];
        using var row = await scene.Http.PostAsJsonAsync($"/fdr/{flow.FlussoId}/revise", new FlowRevision(DropIur: "nobody"));
        row.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        using var unknown = await scene.Http.PostAsJsonAsync("/fdr/2026-01-01X-1/revise", new FlowRevision());
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_is_paid_after_a_flow_was_seen_gets_a_flow_of_its_own()
    {
        await using var scene = await PaidAsync(1);
        var first = (await scene.FlowsAsync()).ShouldHaveSingleItem();
        await scene.PayAsync(scene.Order(new NoticeToPay { NoticeNumber = scene.Ente.Issue(500, 777) }) with { Days = Days });
        var flows = await scene.FlowsAsync();
        flows.Count.ShouldBe(2);
        flows[0]
            .ShouldSatisfyAllConditions(flow => flow.FlussoId.ShouldBe(first.FlussoId), flow => flow.TotalCents.ShouldBe(first.TotalCents));
        flows[1].PspId.ShouldBe(first.PspId);
    }

    [Fact]
    public async Task A_state_file_carries_payments_over_a_restart()
    {
        var file = Path.Combine(Path.GetTempPath(), $"simulator-{Guid.NewGuid():N}.json");
        try
        {
            string flussoId;
            await using (var before = await Scene.StartAsync("--state", file))
            {
                await before.PayOneAsync(Faults.LateReceipt);
                flussoId = (await before.FlowsAsync()).ShouldHaveSingleItem().FlussoId;
            }
            await using var after = await Scene.StartAsync("--state", file);
            (await ReadAsync(after, flussoId)).IsOk.ShouldBeTrue();
            // It names who paid.
            if (!OperatingSystem.IsWindows())
                File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
            var status = await after.Http.GetFromJsonAsync<JsonElement>("/status");
            status.GetProperty("heldReceipts").GetInt32().ShouldBe(1);
            status.GetProperty("payments").GetInt32().ShouldBe(1);
        }
        finally
        {
            File.Delete(file);
        }
    }

    internal static async Task<Scene> PaidAsync(int count)
    {
        var scene = await Scene.StartAsync();
        var notices = Enumerable.Range(1, count).Select(i => new NoticeToPay { NoticeNumber = scene.Ente.Issue(i, 10_000 + (i * 37)) });
        var report = await scene.PayAsync(scene.Order(notices) with { Days = Days });
        report.GetProperty("paidCount").GetInt32().ShouldBe(count);
        return scene;
    }

    private static async Task<FlussoReading> ReadAsync(Scene scene, string flussoId) =>
        FlussoRiversamentoReader.Read(await scene.Http.GetByteArrayAsync(new Uri($"/fdr/{flussoId}/xml", UriKind.Relative)));

    private static async Task<FlowSummary> ReviseAsync(Scene scene, string flussoId, FlowRevision revision)
    {
        using var answer = await scene.Http.PostAsJsonAsync($"/fdr/{flussoId}/revise", revision);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<FlowSummary>())!;
    }
}

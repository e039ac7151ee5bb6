using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using Shouldly;

namespace PagoDigitale.Api.Tests.Database.Plans;

public sealed partial class PlanStory
{
    /// <summary>The id of a flow as its PSP gave it.</summary>
    private string _booked = "";

    private async Task MoneyAsync(int rows)
    {
        var first = await PaidAsync(PaVersion.V2);
        var second = await PaidAsync(PaVersion.V1);
        await CreditsAsync(first);
        var owed = Notice(await CreateAsync(PositionOf(1)));
        await caller.DoAsync(
            "uploadReceipt",
            File(XmlOf(ReceiptOf($"3010000000009{Random.Shared.Next(10_000, 99_999)}")), "application/xml")
        );

        var (booked, annulled, cut) = (await ReportAsync(first), await ReportAsync(second), await ReportAsync(owed));
        _booked = booked.FlussoId;
        await caller.DownloadAsync("downloadRendicontazione");
        await caller.DoAsync("readRendicontazione");
        var many = await PayManyAsync(rows);
        await UploadStatementAsync(
            StatementLineRow.OfFlow(Day, booked.Sum, booked.FlussoId, $"P{Mark}1"),
            StatementLineRow.OfFlow(Day, annulled.Sum, annulled.FlussoId),
            new(Day, cut.Sum, $"BONIFICO {Mark} /PUR/LGPE-RIVERSAMENTO/URI/{cut.FlussoId[..^3]}"),
            new(Day, 77, $"COMMISSIONI {Mark}"),
            StatementLineRow.OfFlow(Day, many.Sum, many.FlussoId)
        );
        await ReconcileAsync();
        await BookAsync(booked, annulled);
        await MovementsAsync(cut);
        await WithdrawStatementAsync();
        await CorrectAsync();
        await ReconcileAsync();
        await caller.DoAsync("readTrialBalance");
        await caller.DoAsync("readCollectionSummary");
        await caller.DoAsync("readCollectionByMonth");
    }

    /// <summary>
    /// Paid twice, and what becomes of the second payment: given back in part, which was a mistake, and then whole, when the PSP takes it
    /// back.
    /// </summary>
    private async Task CreditsAsync(string notice)
    {
        var second = $"D{Mark}{notice[1..]}";
        var other = Notice(await CreateAsync(PositionOf(1, cents: 4_000)));
        await caller.NodeAsync(new SendRtRequest(Organization, Organization, Ids["station"], ReceiptOf(notice, receiptId: second)));
        Ids["receipt"] = Id(
            (await caller.DoAsync("listReceipts", null, $"noticeNumber={notice}&classification=duplicate-payment"))["items"]![0]!
        );
        await caller.DoAsync("readReceipt");
        await caller.DownloadAsync("downloadReceipt");
        await caller.DownloadAsync("downloadReceiptOriginal");
        await caller.DoAsync("assignPayerCredit", new { noticeNumber = other, reason = "Richiesta" });
        await caller.DoAsync(
            "refundPayerCredit",
            new
            {
                amountCents = 1_000,
                refundedOn = $"{Today:yyyy-MM-dd}",
                reason = "Mandato 412",
            }
        );
        var refund = (await caller.DoAsync("readReceipt"))["payerCreditUses"]!.AsArray().Single(u => Text(u!, "kind") == "refunded")!;
        await caller.DoAsync("withdrawPayerCreditUse", new { creditUseId = Id(refund), reason = "Bonifico tornato indietro" });
        await caller.DoAsync(
            "refundPayerCredit",
            new
            {
                amountCents = 6_000,
                refundedOn = $"{Today:yyyy-MM-dd}",
                reason = "Mandato 413",
            }
        );
        await UploadAsync(FileOf([new ReportedRow(notice[1..], second, 10_000, Outcome: "3")]));
        var claimed = Notice(await CreateAsync(PositionOf(1, cents: 6_000)));
        await caller.DoAsync("claimPayerCredit", new { noticeNumber = claimed, reason = "Lettera" });
    }

    private async Task<FlowFile> ReportAsync(params string[] notices)
    {
        var file = FileOf([.. notices.Select(n => new ReportedRow(n[1..], $"R{n[1..]}", 10_000))]);
        await UploadAsync(file);
        return file;
    }

    private FlowFile FileOf(IReadOnlyList<ReportedRow> rows)
    {
        var number = Interlocked.Increment(ref _next);
        return new FlowFile
        {
            Receiver = Organization,
            FlussoId = $"{Day:yyyy-MM-dd}60000000001-{number}",
            Trn = $"TRN{number}IT",
            Day = Day,
            Rows = rows,
        };
    }

    private async Task UploadAsync(FlowFile file) =>
        Ids["rendicontazione"] = Id(
            await caller.DoAsync("uploadRendicontazione", File(file.ToBytes(), "application/xml"), "fileName=flusso.xml")
        );

    /// <summary>Everything that the flow of this telling made is in one rendicontazione.</summary>
    private async Task<FlowFile> PayManyAsync(int rows)
    {
        var notices = await server.QueryAsync<string>(
            $"""
            SELECT i.notice_number FROM instalments i JOIN positions p USING (organization_id, position_id)
            WHERE i.organization_id = '{Organization}' AND p.external_id LIKE 'G{Mark}-%' AND p.external_id NOT LIKE 'G{Mark}-%-%'
            """
        );
        var file = FileOf([.. notices.Select(n => new ReportedRow(n[1..], $"R{n[1..]}", 12_345))]);
        Ids["rendicontazione"] = Id(
            await caller.DoAsync(
                "uploadRendicontazione",
                File(file.ToBytes(), "application/xml"),
                "fileName=molti.xml",
                Allowance.For(rows)
            )
        );
        return file;
    }

    private async Task UploadStatementAsync(params StatementLineRow[] lines)
    {
        const string columns = "dateColumn=1&valueDateColumn=2&amountColumn=3&provvisorioColumn=4&descriptionColumn=5";
        var text = Utf8(StatementFile.Text(lines));
        await caller.DoAsync("previewBankStatement", File(text, "text/csv"), columns);
        Ids["statement"] = Id(
            await caller.DoAsync("uploadBankStatement", File(text, "text/csv"), $"fileName=giornale-{Mark}.csv&{columns}")
        );
        await caller.DoAsync("readBankStatement");
    }

    private async Task ReconcileAsync()
    {
        Ids["job"] = Id(await caller.DoAsync("createReconciliationJob", new { }));
        await caller.JobsAsync("reconciliation", Allowance.Organization);
        await caller.DoAsync("readReconciliationJob");
        var job = Id(await caller.DoAsync("createReconciliationJob", new { statementId = Ids["statement"] }));
        await caller.JobsAsync("reconciliation of a statement", Allowance.Organization);
        Ids["job"] = job;
    }

    private async Task BookAsync(FlowFile booked, FlowFile annulled)
    {
        Ids["reversale"] = Id((await caller.DoAsync("createReversali", new { flussoId = annulled.FlussoId }))["items"]![0]!);
        await caller.DoAsync("annulReversale", new { reason = "Conto sbagliato" });
        Ids["reversale"] = Id((await caller.DoAsync("createReversali", new { flussoId = booked.FlussoId }))["items"]![0]!);
        await caller.DoAsync("recordReversaleExecution", new { executedOn = $"{Today:yyyy-MM-dd}" });
        await caller.DoAsync("readReversale");
    }

    private async Task MovementsAsync(FlowFile cut)
    {
        var movements = (await caller.DoAsync("listStatementMovements"))["items"]!.AsArray();
        string Movement(long cents, string state) =>
            Id(
                movements.SingleOrDefault(m => m!["amountCents"]!.GetValue<long>() == cents && Text(m, "state") == state)
                    ?? throw new ShouldAssertException($"There should be one {state} movement of {cents}: {movements.ToJsonString()}")
            );
        Ids["movement"] = Movement(77, "unmatched");
        await caller.DoAsync("readMovement");
        await caller.DoAsync("ignoreMovement", new { reason = "Commissioni" });
        Ids["movement"] = Movement(cut.Sum, "unmatched");
        var rendicontazione = Id((await caller.DoAsync("listRendicontazioni", null, $"flussoId={cut.FlussoId}"))["items"]![0]!);
        await caller.DoAsync(
            "matchMovements",
            new
            {
                movementIds = new[] { Ids["movement"] },
                rendicontazioneIds = new[] { rendicontazione },
                reason = "Causale troncata",
            }
        );
        await caller.DoAsync("unmatchMovement", new { reason = "Era un altro" });
    }

    private async Task WithdrawStatementAsync()
    {
        var stays = Ids["statement"];
        var flow = await ReportAsync(Notice(await CreateAsync(PositionOf(1))));
        await UploadStatementAsync(StatementLineRow.OfFlow(Day, flow.Sum, flow.FlussoId));
        await caller.DoAsync("createReconciliationJob", new { statementId = Ids["statement"] });
        await caller.JobsAsync("reconciliation of a statement", Allowance.Organization);
        await caller.DoAsync("withdrawBankStatement", new { reason = "Colonne sbagliate" });
        Ids["statement"] = stays;
    }

    /// <summary>Booked, and then told otherwise: a case for correction.</summary>
    private async Task CorrectAsync()
    {
        var (stays, dropped) = (Notice(await CreateAsync(PositionOf(1))), Notice(await CreateAsync(PositionOf(1))));
        var file = await ReportAsync(stays, dropped);
        await caller.DoAsync("createReversali", new { flussoId = file.FlussoId });
        await UploadAsync(file with { At = file.At.AddHours(1), Rows = [file.Rows[0]] });
    }

    private byte[] XmlOf(Receipt receipt) =>
        PaForNodeClientWriter.Write(new SendRtRequest(Organization, Organization, Ids["station"], receipt));
}

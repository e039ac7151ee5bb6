using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Api.Tests.Notices;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class ReceiptResourceTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Fact]
    public async Task A_receipt_is_shown_with_all_it_says()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization, new NoticeRow { OthersCents = 345 });
        var sent = Requests.Receipt(organization, notice);
        await f.SendReceiptAsync(organization, sent);

        var listed = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        var receipt = await f.Api.Admin.Receipts.ReadAsync(organization.Code, listed.Id);

        receipt.ReceiptId.ShouldBe(sent.ReceiptId);
        (receipt.NoticeNumber, receipt.Iuv, receipt.OrganizationFiscalCode).ShouldBe((notice.Number, notice.Iuv, organization.Code));
        (receipt.AmountCents, receipt.FeeCents, receipt.PaidAt).ShouldBe((12_345, 150, sent.PaymentDateTime!.Value));
        (receipt.ApplicationDate, receipt.TransferDate).ShouldBe((sent.ApplicationDate, sent.TransferDate));
        (receipt.Psp.Id, receipt.Psp.FiscalCode, receipt.Psp.Name, receipt.Psp.Channel).ShouldBe(
            ("AGID_01", "97735020584", "Banca di Prova", "NA")
        );
        (receipt.Debtor.Type, receipt.Debtor.FiscalCode, receipt.Debtor.Name).ShouldBe(("F", "RSSMRA80A01H501U", "Mario Rossi"));
        (receipt.Payer!.Type, receipt.Payer.FiscalCode, receipt.Payer.Name).ShouldBe(("G", "02438750586", "Studio Associato"));
        (receipt.Version, receipt.Classification, receipt.IsStandIn).ShouldBe(("v2", "regular", false));
        receipt.Anomalies.ShouldBeEmpty();
        receipt.PositionId.ShouldNotBeNull();
        receipt.InstalmentId.ShouldNotBeNull();
        receipt
            .Transfers.Select(t => (t.Index, t.OrganizationFiscalCode, t.AmountCents, t.IsOwn))
            .ShouldBe([(1, organization.Code, 12_000, true), (2, PositionRows.OtherBeneficiary, 345, false)]);
    }

    [Fact]
    public async Task Each_filter_finds_what_it_names_and_nothing_else()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        // Italian calendar: 22:30 UTC of the 15th of July is already the 16th.
        var wanted = Requests.Receipt(organization, notice) with
        {
            IdPsp = "BCITITMM",
            PspFiscalCode = "00799960158",
            Debtor = new Subject(EntityType.F, "VRDLGU70B02F205X", "Luigi Verdi"),
        };
        var other = Requests.Receipt(organization, "302000000000000184", 100) with
        {
            PaymentDateTime = new DateTimeOffset(2026, 7, 15, 21, 30, 0, TimeSpan.Zero),
        };
        await f.SendReceiptAsync(organization, wanted);
        await f.SendReceiptAsync(organization, other);
        var receipts = f.Api.Admin.Receipts;
        var o = organization.Code;
        var position = (await receipts.ListAsync(o, receiptId: wanted.ReceiptId)).Items.Single().PositionId;

        await ShouldFindAsync(wanted, receipts.ListAsync(o, paidFrom: new DateOnly(2026, 7, 16)));
        await ShouldFindAsync(other, receipts.ListAsync(o, paidTo: new DateOnly(2026, 7, 15)));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, iuv: notice.Iuv));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, noticeNumber: notice.Number));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, debtorFiscalCode: "vrdlgu70b02f205x"));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, pspId: "BCITITMM"));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, pspId: "BCITITMMXXX"));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, pspId: "00799960158"));
        await ShouldFindAsync(other, receipts.ListAsync(o, classification: ReceiptClassifications.UnknownNotice));
        await ShouldFindAsync(wanted, receipts.ListAsync(o, positionId: position));
        await ShouldFindAsync(other, receipts.ListAsync(o, receiptId: other.ReceiptId));
    }

    [Theory]
    [InlineData("0001-01-01T00:00:00Z", "before 2012")]
    [InlineData("1970-01-01T00:00:00Z", "before 2012")]
    [InlineData("2099-12-31T12:00:00Z", "31 days ahead")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "31 days ahead")]
    public async Task A_receipt_whose_dates_cannot_be_right_pays_and_says_so(string instant, string why)
    {
        var paidAt = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);
        var day = DateOnly.FromDateTime(paidAt.UtcDateTime);
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var sent = Requests.Receipt(organization, notice) with
        {
            PaymentDateTime = paidAt,
            ApplicationDate = day,
            TransferDate = new DateOnly(2026, 7, 17),
        };

        (await f.SendReceiptAsync(organization, sent)).IsOk.ShouldBeTrue();

        (await f.StateOfAsync(notice)).ShouldBe("paid");
        var receipt = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        (receipt.Classification, receipt.ApplicationDate).ShouldBe(("regular", day));
        // The database counts microseconds.
        receipt.PaidAt.ShouldBe(paidAt, TimeSpan.FromMilliseconds(1));
        receipt
            .Anomalies.Select(a => (a.Code, a.Message.Split(' ')[0]))
            .ShouldBe([("date-implausible", "paymentDateTime"), ("date-implausible", "applicationDate")]);
        receipt.Anomalies.ShouldAllBe(a =>
            a.Message.Contains(day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)) && a.Message.Contains(why)
        );
        (await f.Api.Admin.Receipts.ReadAsync(organization.Code, receipt.Id)).Anomalies.Count.ShouldBe(2);
        (await (await f.Api.Admin.Receipts.DownloadAsync(organization.Code, receipt.Id)).ReadBytesAsync()).Length.ShouldBeGreaterThan(
            1_000
        );
    }

    [Fact]
    public async Task A_classification_that_does_not_exist_is_refused()
    {
        var organization = await f.Rows.AddOrganizationAsync();

        var error = await Should.ThrowAsync<PagoDigitaleException>(() =>
            f.Api.Admin.Receipts.ListAsync(organization.Code, classification: "odd")
        );

        (error.Status, error.Problem!.Errors!.Single().Field).ShouldBe((400, "classification"));
    }

    [Fact]
    public async Task Pages_go_from_the_newest_to_the_oldest_without_loss()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var sent = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var receipt = Requests.Receipt(organization, "302000000000000184", 100 + i);
            await f.SendReceiptAsync(organization, receipt);
            sent.Insert(0, receipt.ReceiptId);
        }

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await f.Api.Admin.Receipts.ListAsync(organization.Code, limit: 2, cursor: cursor);
            found.AddRange(page.Items.Select(r => r.ReceiptId));
            cursor = page.NextCursor;
        } while (cursor is not null);

        found.ShouldBe(sent);
    }

    [Fact]
    public async Task The_original_is_given_back_byte_for_byte()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        // As no writer of ours would: other prefix, comments, line breaks.
        var text = Encoding.UTF8.GetString(
            PaForNodeClientWriter.Write(Requests.SendRt(organization, Requests.Receipt(organization, notice)))
        );
        var envelope = Encoding.UTF8.GetBytes(
            text.Replace("soapenv", "S", StringComparison.Ordinal)
                .Replace("<receipt>", "\r\n <!-- è -->\t<receipt>", StringComparison.Ordinal)
        );
        (await f.Node.SendAsync(organization.Station, envelope)).IsOk.ShouldBeTrue();
        var id = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.Single().Id;

        using var file = await f.Api.Admin.Receipts.DownloadXmlAsync(organization.Code, id);

        (await file.ReadBytesAsync()).ShouldBe(envelope);
        file.FileName!.ShouldEndWith(".xml");
    }

    [Fact]
    public async Task The_printed_copy_is_a_pdf_and_always_the_same()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        await f.SendReceiptAsync(organization, Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)));
        var id = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.Single().Id;

        using var first = await f.Api.Admin.Receipts.DownloadAsync(organization.Code, id);
        using var second = await f.Api.Admin.Receipts.DownloadAsync(organization.Code, id);

        var bytes = await first.ReadBytesAsync();
        bytes[..5].ShouldBe("%PDF-"u8.ToArray());
        bytes.ShouldBe(await second.ReadBytesAsync());
        first.FileName!.ShouldStartWith("quietanza-");
    }

    [Fact]
    public async Task A_receipt_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        await f.SendReceiptAsync(other, Requests.Receipt(other, await f.Rows.AddNoticeAsync(other)));
        var id = (await f.Api.Admin.Receipts.ListAsync(other.Code)).Items.Single().Id;
        var receipts = f.Api.Admin.Receipts;

        foreach (var receipt in new[] { id, "rcp_nothing" })
        {
            (await Should.ThrowAsync<PagoDigitaleException>(() => receipts.ReadAsync(organization.Code, receipt))).Status.ShouldBe(404);
            (await Should.ThrowAsync<PagoDigitaleException>(() => receipts.DownloadAsync(organization.Code, receipt))).Status.ShouldBe(404);
            (await Should.ThrowAsync<PagoDigitaleException>(() => receipts.DownloadXmlAsync(organization.Code, receipt))).Status.ShouldBe(
                404
            );
        }
    }

    [Fact]
    public async Task A_payment_outside_the_node_is_attested_by_the_organization_and_has_no_original()
    {
        var scene = await PositionScene.CreateAsync(f.Api);
        var paid = await scene.PayOutsideAsync(await scene.CreateAsync());
        var receipt = await f.Api.Admin.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(paid).ReceiptId!);

        using var file = await f.Api.Admin.Receipts.DownloadAsync(scene.Organization, receipt.Id);

        file.FileName.ShouldBe($"attestazione-{receipt.NoticeNumber}.pdf");
        PrintedNotice
            .Text(await file.ReadBytesAsync())
            .ShouldSatisfyAllConditions(
                t => t.ShouldContain("Pagamento registrato dall’ente creditore fuori dal nodo pagoPA"),
                t => t.ShouldContain("100,00"),
                t => t.ShouldContain("Mario Rossi"),
                t => t.ShouldContain($"{PositionScene.Today:dd/MM/yyyy}"),
                t => t.ShouldNotContain("Outside the node")
            );
        (
            await Should.ThrowAsync<PagoDigitaleException>(() => f.Api.Admin.Receipts.DownloadXmlAsync(scene.Organization, receipt.Id))
        ).Code.ShouldBe("receipt-xml-not-found");
    }

    [Fact]
    public async Task Reason_and_reference_of_a_payment_outside_the_node_are_read_and_printed()
    {
        var scene = await PositionScene.CreateAsync(f.Api);
        var position = await scene.CreateAsync();
        var paid = await scene.Positions.RecordOutsidePaymentAsync(
            scene.Organization,
            position.Id,
            new OutsidePaymentInput
            {
                InstalmentId = PositionScene.Instalment(position).Id,
                PaidOn = PositionScene.Today,
                Reason = "Pagato allo sportello di tesoreria",
                Reference = "Quietanza 3381",
            }
        );
        var bare = PositionScene.Instalment(await scene.PayOutsideAsync(await scene.CreateAsync()));
        await scene.PayAsync(PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber, 10_000);

        var receipt = await f.Api.Admin.Receipts.ReadAsync(scene.Organization, PositionScene.Instalment(paid).ReceiptId!);
        using var file = await f.Api.Admin.Receipts.DownloadAsync(scene.Organization, receipt.Id);

        (receipt.OutsidePayment!.Reason, receipt.OutsidePayment.Reference).ShouldBe(
            ("Pagato allo sportello di tesoreria", "Quietanza 3381")
        );
        PrintedNotice
            .Text(await file.ReadBytesAsync())
            .ShouldSatisfyAllConditions(t => t.ShouldContain("Pagato allo sportello di tesoreria"), t => t.ShouldContain("Quietanza 3381"));
        var listed = (await f.Api.Admin.Receipts.ListAsync(scene.Organization)).Items;
        listed
            .Single(r => r.Id == bare.ReceiptId)
            .OutsidePayment!.ShouldSatisfyAllConditions(o => o.Reason.ShouldBe("Sportello"), o => o.Reference.ShouldBeNull());
        listed.Single(r => r.Version == "v2").OutsidePayment.ShouldBeNull();
    }

    private static async Task ShouldFindAsync(Receipt expected, Task<ReceiptPage> page) =>
        (await page).Items.ShouldHaveSingleItem().ReceiptId.ShouldBe(expected.ReceiptId);
}

using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Receipts;

public sealed class ReadReceiptTests(NodeFixture f) : IClassFixture<NodeFixture>
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

        receipt.Iur.ShouldBe(sent.ReceiptId);
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
    public async Task A_receipt_of_another_organization_and_a_malformed_identifier_are_not_found()
    {
        var (organization, other) = (await f.Rows.AddOrganizationAsync(), await f.Rows.AddOrganizationAsync());
        await f.SendReceiptAsync(other, Requests.Receipt(other, await f.Rows.AddNoticeAsync(other)));
        var id = (await f.Api.Admin.Receipts.ListAsync(other.Code)).Items.Single().Id;

        foreach (var receipt in new[] { id, "rcp_nothing" })
            await RefusalAsync(404, "receipt-not-found", () => f.Api.Admin.Receipts.ReadAsync(organization.Code, receipt));
    }
}

using System.Text;
using System.Xml.Linq;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Receipt = PagoDigitale.Node.PaForNode.Receipt;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>A receipt that the node did not bring: another partner's, or one recovered.</summary>
public sealed class UploadReceiptTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    public static TheoryData<string, PaVersion> Forms =>
        new()
        {
            { "envelope", PaVersion.V1 },
            { "envelope", PaVersion.V2 },
            { "message", PaVersion.V1 },
            { "message", PaVersion.V2 },
            { "receipt", PaVersion.V2 },
        };

    [Theory, MemberData(nameof(Forms))]
    public async Task It_has_the_effects_of_one_that_the_node_brings(string form, PaVersion version)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var sent = Requests.Receipt(organization, notice, version);
        var file = File(organization, sent, form);

        var receipt = await UploadAsync(organization, file);

        receipt.Answer!.Status.ShouldBe(201);
        receipt.Answer.Location.ShouldEndWith(receipt.Id);
        (receipt.Iur, receipt.Origin, receipt.Classification, receipt.Version).ShouldBe(
            (sent.ReceiptId, "upload", "regular", version == PaVersion.V1 ? "v1" : "v2")
        );
        receipt.Anomalies.ShouldBeEmpty();
        (await f.StateOfAsync(notice)).ShouldBe("paid");
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_345);
        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(type ORDER BY type) FROM events WHERE organization_id = $1",
                organization.Code
            )
        ).ShouldBe(["position.paid", "receipt.received"]);
        (await (await f.Api.Admin.Receipts.DownloadOriginalAsync(organization.Code, receipt.Id)).ReadBytesAsync()).ShouldBe(file);
        (await f.Api.Admin.Receipts.ListAsync(organization.Code, new() { Origin = "upload" })).Items.ShouldHaveSingleItem();
        (await f.Api.Admin.Receipts.ListAsync(organization.Code, new() { Origin = "node" })).Items.ShouldBeEmpty();
        (await f.Api.Admin.Receipts.ListAsync(organization.Code, new() { Origin = "declaration" })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_receipt_is_found_again_whoever_brings_it_first()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var (first, second) = (
            Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)),
            Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization))
        );
        var uploaded = await UploadAsync(organization, File(organization, first));
        (await f.SendReceiptAsync(organization, second)).IsOk.ShouldBeTrue();

        (await f.SendReceiptAsync(organization, first)).FaultCode.ShouldBe(PaFaultCodes.ReceiptDuplicata);
        var again = await UploadAsync(organization, File(organization, first, "receipt"));
        var ofNode = await UploadAsync(organization, File(organization, second));

        (again.Answer!.Status, again.Id, ofNode.Answer!.Status, ofNode.Origin).ShouldBe((200, uploaded.Id, 200, "node"));
        (await f.CountAsync("receipts", organization)).ShouldBe(2);
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(2 * 12_345);
        (
            await f.Rows.ReadAsync<long>(
                "SELECT count(*) FROM inbound_messages WHERE organization_id = $1 AND kind = 'receipt-upload'",
                organization.Code
            )
        ).ShouldBe(1, "a repetition is not kept again");
    }

    [Fact]
    public async Task Of_many_at_once_one_is_taken()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var file = File(organization, Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization)));

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => UploadAsync(organization, file)));

        answers.Count(a => a.Answer!.Status == 201).ShouldBe(1);
        answers.Select(a => a.Id).Distinct().ShouldHaveSingleItem();
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_345);
    }

    [Fact]
    public async Task One_of_an_unknown_notice_is_taken_and_its_money_owed_back()
    {
        var organization = await f.Rows.AddOrganizationAsync();

        var receipt = await UploadAsync(organization, File(organization, Requests.Receipt(organization, "302000000000000184", 500)));

        (receipt.Answer!.Status, receipt.Classification, receipt.PositionId).ShouldBe((201, "unknown-notice", null));
        (await f.BalanceAsync(organization, "payer-credits")).ShouldBe(-500);
    }

    [Fact]
    public async Task One_of_another_partner_or_of_another_organization_with_a_share_of_ours_is_taken()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var partner = organization with { Broker = "77777777777", Station = "77777777777_01" };
        var shared = Requests.Receipt(organization, "302000000000000184", 300, 200) with { FiscalCode = PositionRows.OtherBeneficiary };

        var ofPartner = await UploadAsync(organization, File(partner, Requests.Receipt(organization, notice)));
        var ofOther = await UploadAsync(organization, File(organization with { Code = PositionRows.OtherBeneficiary }, shared));

        (ofPartner.Classification, ofOther.Classification, ofOther.OrganizationFiscalCode).ShouldBe(
            ("regular", "regular", PositionRows.OtherBeneficiary)
        );
        (await f.BalanceAsync(organization, "psp-clearing")).ShouldBe(12_345 + 300);
    }

    [Fact]
    public async Task One_of_a_newer_version_is_taken_and_says_what_was_odd()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var text = Encoding.UTF8.GetString(File(organization, Requests.Receipt(organization, await f.Rows.AddNoticeAsync(organization))));

        var receipt = await UploadAsync(
            organization,
            Encoding.UTF8.GetBytes(text.Replace("<receipt>", "<receipt><ofTomorrow/>", StringComparison.Ordinal))
        );

        (receipt.Classification, receipt.Anomalies.Single().Code).ShouldBe(("regular", "unexpected-element"));
    }

    public static TheoryData<string, Func<Receipt, Receipt>, string> Wrong =>
        new()
        {
            { "receipt-contradictory", r => r with { AmountCents = 1 }, "paymentAmount" },
            { "receipt-contradictory", r => r with { IsOutcomeOk = false }, "outcome" },
            { "receipt-contradictory", r => r with { CreditorReferenceId = "01000000000000144" }, "creditorReferenceId" },
            {
                "receipt-contradictory",
                r => r with { FiscalCode = "77777777777", Transfers = [Requests.Transfer(1, "77777777777", r.AmountCents)] },
                "fiscalCode"
            },
        };

    [Theory, MemberData(nameof(Wrong))]
    public async Task What_cannot_be_true_is_said_by_its_element_and_nothing_is_taken(
        string code,
        Func<Receipt, Receipt> spoil,
        string element
    )
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);

        var error = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            UploadAsync(organization, File(organization, spoil(Requests.Receipt(organization, notice))))
        );

        (error.Code, error.Problem!.Errors!.Single().Field).ShouldBe((code, element));
        error.Problem.Errors!.Single().Remedy.ShouldNotBeEmpty();
        (await f.StateOfAsync(notice)).ShouldBe("unpaid");
        (await f.CountAsync("receipts", organization)).ShouldBe(0);
    }

    [Fact]
    public async Task An_identifier_of_another_payment_is_said()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var first = Requests.Receipt(organization, "302000000000000184", 500);
        await f.SendReceiptAsync(organization, first);

        var error = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            UploadAsync(
                organization,
                File(organization, Requests.Receipt(organization, "302000000000000184", 700) with { ReceiptId = first.ReceiptId })
            )
        );

        error.Problem!.Errors!.Single().Field.ShouldBe("receiptId");
    }

    [Theory]
    [InlineData("", "acceptable XML")]
    [InlineData("%PDF-1.7", "acceptable XML")]
    [InlineData("<FlussoRiversamento/>", "FlussoRiversamento is no receipt")]
    [InlineData("<RT xmlns='http://www.digitpa.gov.it/schemas/2011/Pagamenti/'/>", "RT is no receipt")]
    [InlineData("<receipt><receiptId>1</receiptId></receipt>", "receipt/transferList is missing")]
    public async Task A_file_that_is_no_receipt_is_refused_with_what_it_is(string text, string reason)
    {
        var organization = await f.Rows.AddOrganizationAsync();

        var error = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => UploadAsync(organization, Encoding.UTF8.GetBytes(text)));

        (error.Status, error.Code).ShouldBe((422, "receipt-unreadable"));
        error.Problem!.Errors!.Single().Message.ShouldContain(reason);
    }

    [Fact]
    public async Task The_published_example_can_be_uploaded()
    {
        var text = TestKit.Contract.OpenApiContract.Instance.Root["components"]!["examples"]!["ReceiptFile"]!["value"]!.GetValue<string>();
        await f.Rows.ExecuteAsync(
            """
            INSERT INTO organizations (organization_id, name, created_at, updated_at)
                VALUES ('01234567897', 'Comune di Esempio', now(), now())
            """
        );

        var receipt = await f.Api.Admin.Receipts.UploadAsync("01234567897", "ricevuta.xml", new MemoryStream(Encoding.UTF8.GetBytes(text)));

        (receipt.Answer!.Status, receipt.Classification, receipt.PaymentNote).ShouldBe((201, "unknown-notice", "carrello 0001"));
        receipt.Anomalies.ShouldBeEmpty();
        receipt.Transfers.Single().Metadata.Select(m => (m.Key, m.Value)).ShouldBe([("RC_CAP_1", "3.100")]);
    }

    private async Task<Sdk.Receipt> UploadAsync(OrganizationRow organization, byte[] file) =>
        await f.Api.Admin.Receipts.UploadAsync(organization.Code, "ricevuta.xml", new MemoryStream(file));

    private static byte[] File(OrganizationRow addressee, Receipt receipt, string form = "envelope")
    {
        var envelope = PaForNodeClientWriter.Write(Requests.SendRt(addressee, receipt));
        var message = XDocument
            .Parse(Encoding.UTF8.GetString(envelope))
            .Descendants()
            .First(e => e.Name.LocalName.StartsWith("paSendRT", StringComparison.Ordinal));
        return form switch
        {
            "envelope" => envelope,
            "message" => Encoding.UTF8.GetBytes(message.ToString()),
            _ => Encoding.UTF8.GetBytes(message.Element("receipt")!.ToString()),
        };
    }
}

using System.Net;
using System.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>Messages of a version we do not know: what can be understood of a receipt is taken, what cannot is seen.</summary>
public sealed class NewerVersionTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    [Theory]
    [InlineData("<receipt>", "<receipt><ofTomorrow>1</ofTomorrow>", "unexpected-element", "ofTomorrow")]
    [InlineData("</receipt>", "<loyaltyPoints><n>3</n></loyaltyPoints></receipt>", "unexpected-element", "loyaltyPoints")]
    [InlineData("<idPA>", "<serviceIdentifier>NDP001PROD</serviceIdentifier><idPA>", "unexpected-element", "serviceIdentifier")]
    [InlineData("</transferCategory>", "</transferCategory><rtpFlag>true</rtpFlag>", "unexpected-element", "rtpFlag")]
    [InlineData("<fee>1.50</fee>", "", "misplaced-element", "fee")]
    [InlineData("<entityUniqueIdentifierType>F<", "<entityUniqueIdentifierType>M<", "value-out-of-schema", "entityUniqueIdentifierType")]
    public async Task A_receipt_that_can_be_understood_pays_and_says_what_was_odd(
        string part,
        string replacement,
        string code,
        string element
    )
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var envelope = Text(organization, Requests.Receipt(organization, notice));
        envelope.ShouldContain(part);
        envelope = envelope.Replace(part, replacement, StringComparison.Ordinal);
        if (element == "fee")
            envelope = envelope.Replace("<transferDate>", "<fee>1.50</fee><transferDate>", StringComparison.Ordinal);

        (await SendAsync(organization, envelope)).IsOk.ShouldBeTrue();
        (await SendAsync(organization, envelope)).FaultCode.ShouldBe(PaFaultCodes.ReceiptDuplicata);

        (await f.StateOfAsync(notice)).ShouldBe("paid");
        var receipt = (await f.Api.Admin.Receipts.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        (receipt.Classification, receipt.Origin, receipt.AmountCents, receipt.FeeCents).ShouldBe(("regular", "node", 12_345, 150));
        receipt
            .Anomalies.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(a => a.Code.ShouldBe(code), a => a.Message.ShouldContain(element));
        (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code)).Items.ShouldBeEmpty();
        (await (await f.Api.Admin.Receipts.DownloadOriginalAsync(organization.Code, receipt.Id)).ReadBytesAsync()).ShouldBe(
            Encoding.UTF8.GetBytes(envelope)
        );
    }

    /// <summary>The money of a sixth transfer has moved as well, and an identifier cut short would be another's.</summary>
    [Theory]
    [InlineData(6, 35)]
    [InlineData(1, 300)]
    [InlineData(50, 512)]
    public async Task A_receipt_longer_than_the_schema_is_taken_whole(int transfers, int idLength)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var (envelope, id) = Long(organization, notice, transfers, idLength);

        (await SendAsync(organization, envelope)).IsOk.ShouldBeTrue();
        (await SendAsync(organization, envelope)).FaultCode.ShouldBe(PaFaultCodes.ReceiptDuplicata);

        (await f.StateOfAsync(notice)).ShouldBe("paid");
        var receipt = (await f.Api.Admin.Receipts.ListAsync(organization.Code, new() { Iur = id })).Items.ShouldHaveSingleItem();
        (receipt.Classification, receipt.AmountCents, receipt.Transfers.Count, receipt.Transfers.Sum(t => t.AmountCents)).ShouldBe(
            ("regular", 12_345, transfers, 12_345)
        );
        receipt.Anomalies.ShouldNotBeEmpty();
        receipt.Anomalies.ShouldAllBe(a => a.Code == "value-out-of-schema");
        using var pdf = await f.Api.Admin.Receipts.DownloadAsync(organization.Code, receipt.Id);
        (await pdf.ReadBytesAsync()).AsSpan(0, 5).SequenceEqual("%PDF-"u8).ShouldBeTrue();
    }

    [Theory]
    [InlineData(51, 35, "transfer")]
    [InlineData(1, 513, "receiptId")]
    public async Task Beyond_every_measure_it_is_listed(int transfers, int idLength, string element)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var (envelope, _) = Long(organization, await f.Rows.AddNoticeAsync(organization), transfers, idLength);

        (await SendAsync(organization, envelope)).FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);

        (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code)).Items.ShouldHaveSingleItem().Reason.ShouldContain(element);
    }

    [Theory]
    [InlineData("<paymentAmount>123.45</paymentAmount>", "<amountOfPayment>123.45</amountOfPayment>", "paymentAmount")]
    [InlineData("<paymentAmount>123.45</paymentAmount>", "<paymentAmount>123,45</paymentAmount>", "paymentAmount")]
    [InlineData(
        "<paymentAmount>123.45</paymentAmount>",
        "<paymentAmount>123.45</paymentAmount><paymentAmount>1.00</paymentAmount>",
        "paymentAmount"
    )]
    [InlineData("<transferList>", "<transferList/><listOfTransfers>", "transfer")]
    [InlineData("<noticeNumber>3", "<noticeNumber>x", "noticeNumber")]
    public async Task A_receipt_that_cannot_be_understood_is_answered_KO_and_listed(string part, string replacement, string element)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var notice = await f.Rows.AddNoticeAsync(organization);
        var sent = Requests.Receipt(organization, notice);
        var envelope = Text(organization, sent).Replace(part, replacement, StringComparison.Ordinal);
        if (part == "<transferList>")
            envelope = envelope.Replace("</transferList>", "</listOfTransfers>", StringComparison.Ordinal);

        (await SendAsync(organization, envelope)).FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);

        (await f.StateOfAsync(notice)).ShouldBe("unpaid");
        var refused = (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code)).Items.ShouldHaveSingleItem();
        (refused.Kind, refused.State, refused.Code, refused.Primitive, refused.Source, refused.IsReplayable, refused.SeenCount).ShouldBe(
            ("receipt", "open", PaFaultCodes.SintassiExtraXsd, "paSendRTV2", organization.Station, true, 1)
        );
        refused.Reason.ShouldContain(element);
        (refused.StatedOrganization, refused.Iur).ShouldBe((organization.Code, sent.ReceiptId));
        (await (await f.Api.Admin.RefusedMessages.DownloadAsync(organization.Code, refused.Id)).ReadBytesAsync()).ShouldBe(
            Encoding.UTF8.GetBytes(envelope)
        );
        (
            await f.Rows.ReadAsync<string[]>(
                "SELECT array_agg(type) FROM events WHERE organization_id = $1 AND subject_id = $2",
                organization.Code,
                refused.Id
            )
        ).ShouldBe(["refused-message.received"]);
    }

    [Fact]
    public async Task A_question_that_breaks_the_schema_is_seen_and_not_replayable()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        foreach (
            PaRequest question in new PaRequest[]
            {
                Requests.Verify(organization, "302000000000000184"),
                Requests.GetPayment(organization, "302000000000000184"),
                Requests.Demand(organization),
            }
        )
            (
                await SendAsync(
                    organization,
                    Encoding
                        .UTF8.GetString(PaForNodeClientWriter.Write(question))
                        .Replace("<idBrokerPA>", "<x>1</x><idBrokerPA>", StringComparison.Ordinal)
                )
            ).FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);

        var refused = (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code, new() { Kind = ["question"] })).Items;

        refused
            .Select(r => (r.Primitive, r.IsReplayable))
            .ShouldBe([("paDemandPaymentNotice", false), ("paGetPaymentV2", false), ("paVerifyPaymentNotice", false)]);
    }

    [Fact]
    public async Task A_message_that_breaks_off_is_listed_for_whoever_it_names()
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var whole = Text(organization, Requests.Receipt(organization, "302000000000000184", 500));

        (await SendAsync(organization, whole[..(whole.Length / 2)])).FaultCode.ShouldBe(PaFaultCodes.SintassiExtraXsd);
        // Not even the primitive can be told: no answer would be valid.
        (await SendAsync(organization, whole.Replace("paSendRTV2Request", "paSendRTV3Request", StringComparison.Ordinal))).Status.ShouldBe(
            HttpStatusCode.InternalServerError
        );

        (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code))
            .Items.Select(r => (r.Kind, r.Primitive, r.NoticeNumber, r.AmountCents))
            .ShouldBe([("receipt", null, "302000000000000184", 500L), ("receipt", "paSendRTV2", "302000000000000184", 500L)]);
    }

    /// <summary>The first transfer has what the others leave.</summary>
    private static (string Envelope, string Id) Long(OrganizationRow organization, WrittenNotice notice, int transfers, int idLength)
    {
        var receipt = Requests.Receipt(organization, notice);
        var text = Text(organization, receipt);
        var start = text.IndexOf("<transfer>", StringComparison.Ordinal);
        var one = text[start..(text.IndexOf("</transfer>", StringComparison.Ordinal) + "</transfer>".Length)];
        var many = string.Concat(
            Enumerable
                .Range(1, transfers)
                .Select(i =>
                    one.Replace("<idTransfer>1<", $"<idTransfer>{i}<", StringComparison.Ordinal)
                        .Replace(
                            "<transferAmount>123.45<",
                            i == 1 ? $"<transferAmount>{(12_345 - transfers + 1) / 100m:0.00}<".Replace(',', '.') : "<transferAmount>0.01<",
                            StringComparison.Ordinal
                        )
                )
        );
        var id = receipt.ReceiptId + new string('9', idLength - receipt.ReceiptId.Length);
        return (text.Replace(one, many, StringComparison.Ordinal).Replace(receipt.ReceiptId, id, StringComparison.Ordinal), id);
    }

    private static string Text(OrganizationRow organization, Receipt receipt) =>
        Encoding.UTF8.GetString(PaForNodeClientWriter.Write(Requests.SendRt(organization, receipt)));

    private Task<StationAnswer> SendAsync(OrganizationRow organization, string envelope) =>
        f.Node.SendAsync(organization.Station, Encoding.UTF8.GetBytes(envelope));
}

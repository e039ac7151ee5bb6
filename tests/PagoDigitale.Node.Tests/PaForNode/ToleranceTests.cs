using System.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.PaForNode;

/// <summary>What real senders do and no specification forbids, or forbids in vain.</summary>
public sealed class ToleranceTests
{
    private const string Message = """
        <idPA>77777777777</idPA><idBrokerPA>15376371009</idBrokerPA><idStation>15376371009_09</idStation>
        <qrCode><fiscalCode>77777777777</fiscalCode><noticeNumber>311000000000000037</noticeNumber></qrCode>
        """;

    [Theory]
    [InlineData("s", "v")]
    [InlineData("SOAP-ENV", "paf")]
    public void Any_prefix_will_do(string soap, string body) =>
        Accepts(
            $"""
            <{soap}:Envelope xmlns:{soap}="http://schemas.xmlsoap.org/soap/envelope/"
              xmlns:{body}="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">
            <{soap}:Body><{body}:paVerifyPaymentNoticeReq>{Message}</{body}:paVerifyPaymentNoticeReq></{soap}:Body></{soap}:Envelope>
            """
        );

    [Fact]
    public void A_default_namespace_undeclared_on_the_children_will_do() =>
        Accepts(
            """
            <Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>
            <paVerifyPaymentNoticeReq xmlns="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">
            <idPA xmlns="">77777777777</idPA><idBrokerPA xmlns="">15376371009</idBrokerPA><idStation xmlns="">15376371009_09</idStation>
            <qrCode xmlns=""><fiscalCode>77777777777</fiscalCode><noticeNumber>311000000000000037</noticeNumber></qrCode>
            </paVerifyPaymentNoticeReq></Body></Envelope>
            """
        );

    [Theory]
    [InlineData("<s:Header/>")]
    [InlineData("<s:Header><x:security xmlns:x=\"urn:x\"><x:token>1</x:token></x:security></s:Header>")]
    [InlineData("<?pi here?><!-- comment -->")]
    public void Headers_comments_and_instructions_are_passed_over(string header) => Accepts(Envelope(Message, header));

    [Fact]
    public void Line_breaks_inside_identifiers_are_noise() =>
        Accepts(
            Envelope(
                Message
                    .Replace("15376371009_09", "\n    15376371009\r\n\t_09\n  ", StringComparison.Ordinal)
                    .Replace("311000000000000037", "\n 3110000000\n 00000037 ", StringComparison.Ordinal)
            )
        );

    [Fact]
    public void Values_in_pieces_are_put_together() =>
        Accepts(Envelope(Message.Replace("311000000000000037", "311<!-- c -->000<![CDATA[00000]]>0000&#48;37", StringComparison.Ordinal)));

    [Fact]
    public void Attributes_on_elements_are_ignored() =>
        Accepts(
            Envelope(
                Message.Replace(
                    "<idPA>",
                    """<idPA xsi:type="xsd:string" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">""",
                    StringComparison.Ordinal
                )
            )
        );

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("iso-8859-1", false)]
    public void Other_encodings_and_byte_order_marks_are_read(string name, bool hasMark)
    {
        var encoding = Encoding.GetEncoding(name);
        var xml = encoding.GetBytes($"""<?xml version="1.0" encoding="{name}"?>{Envelope(Message)}""");

        Accepts([.. hasMark ? encoding.GetPreamble() : [], .. xml]);
    }

    [Fact]
    public void Empty_optional_elements_count_as_absent()
    {
        var xml = Text(new GetPaymentRequest(Samples.Ente, Samples.Broker, Samples.Station, PaVersion.V2, Samples.QrCode))
            .Replace("</qrCode>", "</qrCode><paymentNote/>", StringComparison.Ordinal);

        PaForNodeReader.ReadRequest(Encoding.UTF8.GetBytes(xml)).Request.ShouldBeOfType<GetPaymentRequest>().PaymentNote.ShouldBeNull();
    }

    [Fact]
    public void A_receipt_with_empty_prose_is_kept_because_its_money_has_moved()
    {
        var xml = Text(Samples.Requests["send-rt-v2-request"])
            .Replace(
                "<companyName>Comune di Prova</companyName><officeName>Ufficio Tributi</officeName>",
                "<companyName/>",
                StringComparison.Ordinal
            )
            .Replace("<fullName>Studio Associato</fullName>", "<fullName></fullName>", StringComparison.Ordinal);

        var receipt = PaForNodeReader.ReadRequest(Encoding.UTF8.GetBytes(xml)).Request.ShouldBeOfType<SendRtRequest>().Receipt;

        receipt.CompanyName.ShouldBeEmpty();
        receipt.OfficeName.ShouldBeNull();
        receipt.Payer.ShouldNotBeNull().FullName.ShouldBeEmpty();
    }

    [Fact]
    public void The_published_misspelling_of_standIn_is_understood()
    {
        var xml = Text(Samples.Requests["send-rt-v1-request"]).Replace("standIn>", "standin>", StringComparison.Ordinal);

        PaForNodeReader.ReadRequest(Encoding.UTF8.GetBytes(xml)).Request.ShouldBeOfType<SendRtRequest>().Receipt.IsStandIn.ShouldBe(true);
    }

    [Theory]
    [InlineData("2026-07-15T10:30:01.123", "2026-07-15T08:30:01.1230000+00:00")]
    [InlineData("2026-01-15T10:30:01", "2026-01-15T09:30:01.0000000+00:00")]
    [InlineData("2026-07-15T10:30:01Z", "2026-07-15T10:30:01.0000000+00:00")]
    [InlineData("2026-07-15T10:30:01.123456789-05:30", "2026-07-15T16:00:01.1234567+00:00")]
    public void A_time_without_offset_is_Italian(string wire, string expected)
    {
        var written = Text(Samples.Requests["send-rt-v1-request"]);
        var xml = System.Text.RegularExpressions.Regex.Replace(written, "<paymentDateTime>.*?<", $"<paymentDateTime>{wire}<");

        PaForNodeReader
            .ReadRequest(Encoding.UTF8.GetBytes(xml))
            .Request.ShouldBeOfType<SendRtRequest>()
            .Receipt.PaymentDateTime.ShouldNotBeNull()
            .ToString("O")
            .ShouldBe(expected);
    }

    private static void Accepts(string envelope) => Accepts(Encoding.UTF8.GetBytes(envelope));

    private static void Accepts(byte[] envelope)
    {
        var reading = PaForNodeReader.ReadRequest(envelope);
        reading.Error.ShouldBeNull();
        reading.Request.ShouldBe(Samples.Verify);
    }

    private static string Text(PaRequest request) => Encoding.UTF8.GetString(PaForNodeClientWriter.Write(request));

    private static string Envelope(string message, string header = "") =>
        $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/">{header}
              <s:Body>
                <v:paVerifyPaymentNoticeReq xmlns:v="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">
                  {message}
                </v:paVerifyPaymentNoticeReq>
              </s:Body>
            </s:Envelope>
            """;
}

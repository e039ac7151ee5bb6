using System.Text;
using System.Xml.Linq;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.PaForNode;

/// <summary>Readers and schema must agree on every small change to every element; a refusal names what is wrong.</summary>
public sealed class RefusalTests
{
    // Optional in the schema, but the node needs them in every positive answer (SANP, synchronous API integration).
    private static readonly string[] NeededByTheNode =
    [
        "data",
        "paymentList",
        "paymentDescription",
        "fiscalCodePA",
        "companyName",
        "qrCode",
        "fault",
    ];

    public static TheoryData<string> RequestNames => MessagesTests.RequestNames;

    public static TheoryData<string> ResponseNames => MessagesTests.ResponseNames;

    [Theory, MemberData(nameof(RequestNames))]
    public void A_request_of_another_structure_is_refused_naming_the_element(string name) =>
        Compare(Mutations.OfStructure(PaForNodeClientWriter.Write(Samples.Requests[name])), Request);

    [Theory, MemberData(nameof(RequestNames))]
    public void A_request_with_another_value_is_judged_as_by_the_schema(string name) =>
        Compare(Mutations.OfValues(PaForNodeClientWriter.Write(Samples.Requests[name])), Request);

    [Theory, MemberData(nameof(ResponseNames))]
    public void A_response_of_another_structure_is_refused_naming_the_element(string name) =>
        Compare(Mutations.OfStructure(PaForNodeWriter.Write(Samples.Responses[name])), Response);

    [Theory, MemberData(nameof(ResponseNames))]
    public void A_response_with_another_value_is_judged_as_by_the_schema(string name) =>
        Compare(Mutations.OfValues(PaForNodeWriter.Write(Samples.Responses[name])), Response);

    [Fact]
    public void A_known_operation_is_told_also_when_its_message_is_refused()
    {
        var reading = Read(
            """<v:paGetPaymentReq xmlns:v="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"><idPA>1</idPA></v:paGetPaymentReq>"""
        );

        reading.Operation.ShouldBe(PaOperation.GetPayment);
        reading
            .Error.ShouldNotBeNull()
            .ShouldSatisfyAllConditions(
                e => e.Code.ShouldBe("PAA_SINTASSI_EXTRAXSD"),
                e => e.Description.In(Language.English).ShouldBe("Element Envelope/Body/paGetPaymentReq/idBrokerPA is missing."),
                e => e.Description.In(Language.Italian).ShouldBe("L'elemento Envelope/Body/paGetPaymentReq/idBrokerPA manca.")
            );
    }

    [Theory]
    [InlineData("""<paVerifyPaymentNoticeReq><idPA>1</idPA></paVerifyPaymentNoticeReq>""")]
    [InlineData("""<v:paVerifyPaymentNoticeReq xmlns:v="urn:other"><idPA>1</idPA></v:paVerifyPaymentNoticeReq>""")]
    [InlineData("""<v:paUnknownReq xmlns:v="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd"><idPA>1</idPA></v:paUnknownReq>""")]
    [InlineData(
        """<v:paDemandPaymentNoticeReq xmlns:v="http://pagopa-api.pagopa.gov.it/pa/paForNode.xsd">"""
            + "<idPA>1</idPA></v:paDemandPaymentNoticeReq>"
    )]
    [InlineData("")]
    [InlineData("text")]
    public void An_unknown_or_wrongly_qualified_root_is_refused(string body) =>
        Read(body).Error.ShouldNotBeNull().Code.ShouldBe(PaFaultCodes.SintassiExtraXsd);

    [Fact]
    public void A_second_message_in_the_body_is_refused()
    {
        var envelope = Encoding.UTF8.GetString(PaForNodeClientWriter.Write(Samples.Verify));
        var second = envelope.Replace("</soapenv:Body>", "<second/></soapenv:Body>", StringComparison.Ordinal);

        Request(Encoding.UTF8.GetBytes(second)).ShouldNotBeNull().Description.ToString().ShouldContain("second");
    }

    [Fact]
    public void A_SOAP_1_2_envelope_is_refused()
    {
        var envelope = Encoding
            .UTF8.GetString(PaForNodeClientWriter.Write(Samples.Verify))
            .Replace("http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope", StringComparison.Ordinal);

        Request(Encoding.UTF8.GetBytes(envelope)).ShouldNotBeNull().Description.ToString().ShouldContain("Envelope");
    }

    [Fact]
    public void A_refusal_never_repeats_the_refused_value()
    {
        var envelope = Encoding
            .UTF8.GetString(PaForNodeClientWriter.Write(Samples.Requests["send-rt-v1-request"]))
            .Replace(Samples.Notice, "JHNDOE00A01F205N", StringComparison.Ordinal);

        var error = Request(Encoding.UTF8.GetBytes(envelope)).ShouldNotBeNull();

        error.Description.ToString().ShouldContain("noticeNumber");
        error.Description.ToString().ShouldNotContain("JHNDOE00A01F205N");
    }

    private static void Compare(IEnumerable<Mutation> mutations, Func<byte[], WireError?> read)
    {
        var disagreements = new List<string>();
        var refused = 0;
        foreach (var mutation in mutations)
        {
            var error = read(Encoding.UTF8.GetBytes(mutation.Envelope.ToString(SaveOptions.DisableFormatting)));
            refused += error is null ? 0 : 1;
            var schemaError = Schemas.ErrorOfEnvelope(mutation.Envelope);
            if (error is null && schemaError is not null)
                disagreements.Add($"{mutation.What} is accepted, but {schemaError}");
            else if (
                error is not null
                && schemaError is null
                && !NeededByTheNode.Contains(mutation.Names[0])
                && !mutation.What.EndsWith("outcome", StringComparison.Ordinal)
            )
                disagreements.Add($"{mutation.What} is refused though valid: {error.Description}");
            else if (error is not null && !mutation.Names.Any(error.Description.ToString().Contains))
                disagreements.Add($"{mutation.What} is refused without naming it: {error.Description}");
        }

        disagreements.ShouldBeEmpty();
        refused.ShouldBeGreaterThan(0);
    }

    private static WireError? Request(byte[] envelope) => PaForNodeReader.ReadRequest(envelope).Error;

    private static WireError? Response(byte[] envelope) => PaForNodeClientReader.ReadResponse(envelope).Error;

    private static PaRequestReading Read(string body) =>
        PaForNodeReader.ReadRequest(
            Encoding.UTF8.GetBytes(
                $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>{body}</s:Body></s:Envelope>"""
            )
        );
}

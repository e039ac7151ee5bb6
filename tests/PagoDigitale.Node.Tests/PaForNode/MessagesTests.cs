using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.PaForNode;

public sealed class MessagesTests
{
    public static TheoryData<string> RequestNames => [.. Samples.Requests.Keys];

    public static TheoryData<string> ResponseNames => [.. Samples.Responses.Keys];

    [Theory, MemberData(nameof(RequestNames))]
    public void A_written_request_is_read_back_equal(string name)
    {
        var request = Samples.Requests[name];

        var reading = PaForNodeReader.ReadRequest(PaForNodeClientWriter.Write(request));

        reading.Error.ShouldBeNull();
        reading.Request.ShouldBe(request);
        reading.Operation.ShouldBe(request.Operation);
    }

    [Theory, MemberData(nameof(RequestNames))]
    public void A_request_is_read_alike_from_a_stream(string name)
    {
        using var stream = new MemoryStream(PaForNodeClientWriter.Write(Samples.Requests[name]));

        PaForNodeReader.ReadRequest(stream).Request.ShouldBe(Samples.Requests[name]);
    }

    [Theory, MemberData(nameof(ResponseNames))]
    public void A_written_response_is_read_back_equal(string name)
    {
        var reading = PaForNodeClientReader.ReadResponse(PaForNodeWriter.Write(Samples.Responses[name]));

        reading.Error.ShouldBeNull();
        reading.Response.ShouldBe(Samples.Responses[name]);
    }

    [Theory, MemberData(nameof(RequestNames))]
    public void A_written_request_is_valid_by_the_schema_and_as_approved(string name)
    {
        var xml = PaForNodeClientWriter.Write(Samples.Requests[name]);

        Schemas.ErrorOfEnvelope(xml).ShouldBeNull();
        Approved.Check(name, xml);
    }

    [Theory, MemberData(nameof(ResponseNames))]
    public void A_written_response_is_valid_by_the_schema_and_as_approved(string name)
    {
        var xml = PaForNodeWriter.Write(Samples.Responses[name]);

        Schemas.ErrorOfEnvelope(xml).ShouldBeNull();
        Approved.Check(name, xml);
    }

    [Fact]
    public void Every_operation_has_its_own_action_and_roots()
    {
        var written = Samples.Requests.Values.Select(request =>
        {
            var root = Schemas.Parse(PaForNodeClientWriter.Write(request)).Descendants().ElementAt(2).Name;
            root.NamespaceName.ShouldBe(PaOperations.Namespace);
            root.LocalName.ShouldStartWith(request.Operation.SoapAction());
            return root.LocalName;
        });

        written.Distinct().Count().ShouldBe(Enum.GetValues<PaOperation>().Length);
    }

    [Theory]
    [InlineData(PaOperation.VerifyPaymentNotice)]
    [InlineData(PaOperation.GetPayment)]
    [InlineData(PaOperation.GetPaymentV2)]
    [InlineData(PaOperation.SendRt)]
    [InlineData(PaOperation.SendRtV2)]
    [InlineData(PaOperation.DemandPaymentNotice)]
    public void Every_fault_code_can_be_answered_to_every_operation(PaOperation operation)
    {
        foreach (var code in PaFaultCodes.All)
        {
            var fault = new FaultResponse(operation, PaFault.Of(code, Samples.Ente));
            var xml = PaForNodeWriter.Write(fault);

            Schemas.ErrorOfEnvelope(xml).ShouldBeNull();
            PaForNodeClientReader.ReadResponse(xml).Response.ShouldBe(fault);
        }
    }

    [Fact]
    public void A_minimal_receipt_as_seen_in_production_is_read_back_equal()
    {
        var receipt = Samples.ReceiptV1 with
        {
            OfficeName = null,
            PspFiscalCode = null,
            PspPartitaIva = null,
            Payer = null,
            FeeCents = 0,
            PaymentDateTime = null,
            Metadata = [],
            IsStandIn = null,
            Debtor = new Subject(EntityType.F, "ANONIMO", "ANONIMO"),
        };
        var request = new SendRtRequest("88888888888", Samples.Broker, Samples.Station, receipt);
        var xml = PaForNodeClientWriter.Write(request);

        Schemas.ErrorOfEnvelope(xml).ShouldBeNull();
        PaForNodeReader.ReadRequest(xml).Request.ShouldBe(request);
    }
}

using System.Xml;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// The ente's side: reads what the node asks, dispatching on the body root because SOAPAction comes quoted, bare or
/// not at all. Never throws for what it reads.
/// </summary>
public static class PaForNodeReader
{
    public static PaRequestReading ReadRequest(ReadOnlyMemory<byte> envelope)
    {
        using var xml = SafeXml.Open(envelope, SafeXml.MessageCharactersMax);
        return Read(xml);
    }

    /// <summary>Reads the stream synchronously: meant for files and buffered bodies.</summary>
    public static PaRequestReading ReadRequest(Stream envelope)
    {
        using var xml = SafeXml.Open(envelope, SafeXml.MessageCharactersMax);
        return Read(xml);
    }

    private static PaRequestReading Read(XmlReader xml)
    {
        PaOperation? operation = null;
        try
        {
            var cursor = new XmlCursor(xml);
            SoapEnvelope.EnterBody(cursor);
            operation = PaOperations.FromRequestRoot(cursor.LocalName);
            if (operation is not { } known)
                throw cursor.Fail("Body", WireTexts.NoRequest);
            cursor.Enter(known.RequestRoot(), PaOperations.Namespace);
            var request = Body(cursor, known);
            cursor.Leave();
            SoapEnvelope.LeaveBody(cursor);
            return new(request, null, known);
        }
        catch (WireFormatException refusal)
        {
            return new(null, refusal.ToError(), operation);
        }
        catch (XmlException failure)
        {
            return new(null, SafeXml.Describe(failure), operation);
        }
    }

    private static PaRequest Body(XmlCursor cursor, PaOperation operation)
    {
        var idPa = cursor.Code("idPA", 35);
        var idBrokerPa = cursor.Code("idBrokerPA", 35);
        var idStation = cursor.Code("idStation", 35);
        return operation switch
        {
            PaOperation.VerifyPaymentNotice => new VerifyPaymentNoticeRequest(idPa, idBrokerPa, idStation, QrCodeXml.Read(cursor)),
            PaOperation.GetPayment or PaOperation.GetPaymentV2 => new GetPaymentRequest(
                idPa,
                idBrokerPa,
                idStation,
                operation == PaOperation.GetPayment ? PaVersion.V1 : PaVersion.V2,
                QrCodeXml.Read(cursor)
            )
            {
                AmountCents = cursor.OptionalAmount("amount"),
                PaymentNote = cursor.OptionalText("paymentNote", 210),
                TransferType = TransferTypeOf(cursor),
                DueDate = cursor.OptionalDate("dueDate"),
            },
            PaOperation.SendRt => new SendRtRequest(idPa, idBrokerPa, idStation, ReceiptXml.Read(cursor, PaVersion.V1)),
            PaOperation.SendRtV2 => new SendRtRequest(idPa, idBrokerPa, idStation, ReceiptXml.Read(cursor, PaVersion.V2)),
            _ => new DemandPaymentNoticeRequest(
                idPa,
                idBrokerPa,
                idStation,
                Five(cursor, "idServizio"),
                Five(cursor, "idSoggettoServizio"),
                [.. cursor.Base64("datiSpecificiServizioRequest")]
            ),
        };
    }

    private static TransferType? TransferTypeOf(XmlCursor cursor) =>
        !cursor.IsAt("transferType") ? null
        : cursor.OneOf("transferType", "POSTAL", "PAGOPA") == "POSTAL" ? TransferType.Postal
        : TransferType.PagoPa;

    private static string Five(XmlCursor cursor, string name)
    {
        var code = cursor.Code(name, 5);
        return code.Length == 5 ? code : throw cursor.Fail(name, WireTexts.OtherLength.With(5));
    }
}

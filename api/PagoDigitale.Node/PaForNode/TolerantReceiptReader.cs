using System.Diagnostics.CodeAnalysis;
using System.Xml;
using System.Xml.Linq;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>A receipt by itself, or why it could not be read. Deviations are what was odd and did not matter.</summary>
public sealed record ReceiptReading(Receipt? Receipt, WireError? Error, IReadOnlyList<ReceiptDeviation> Deviations)
{
    [MemberNotNullWhen(true, nameof(Receipt))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Receipt is not null;
}

/// <summary>
/// Reads receipts of a version we do not know: the money has moved, so what can be understood is taken. All that the schema
/// requires must be there, and amounts and identifiers must be right; anything else may be new, misplaced, too long or of
/// another form, and is noted. <see cref="PaForNodeReader"/>, which follows the schema, is asked first.
/// </summary>
public static class TolerantReceiptReader
{
    /// <summary>An element with text counts twice; a full receipt has some 200 nodes.</summary>
    private const int NodesMax = 20_000;

    private static readonly string[] RequestSequence = ["idPA", "idBrokerPA", "idStation", "receipt"];

    /// <summary>A message of the node that carries a receipt.</summary>
    public static PaRequestReading ReadRequest(ReadOnlyMemory<byte> envelope)
    {
        PaOperation? operation = null;
        try
        {
            var root = BodyOf(Load(envelope));
            operation = PaOperations.FromRequestRoot(root.Name.LocalName);
            if (operation is not (PaOperation.SendRt or PaOperation.SendRtV2))
                throw WireFormatException.Of("Body", WireTexts.NoReceipt);
            var deviations = new List<ReceiptDeviation>();
            var request = new LooseElement(root, root.Name.LocalName, deviations).Follow(RequestSequence);
            var receipt = LooseReceipt.Read(request.Required("receipt"), VersionOf(operation.Value));
            return new(
                new SendRtRequest(
                    request.Essential("idPA", 35),
                    request.Essential("idBrokerPA", 35),
                    request.Essential("idStation", 35),
                    receipt
                ),
                null,
                operation
            )
            {
                Deviations = deviations,
            };
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

    /// <summary>
    /// A receipt as a file: the node's message with or without its SOAP envelope, or the element "receipt" alone, which is
    /// read as of version 2 (version 1 has nothing that version 2 has not).
    /// </summary>
    public static ReceiptReading ReadReceipt(ReadOnlyMemory<byte> xml)
    {
        var deviations = new List<ReceiptDeviation>();
        try
        {
            var root = Load(xml);
            if (root.Name.LocalName == "Envelope")
                root = BodyOf(root);
            if (root.Name.LocalName == "receipt")
                return new(LooseReceipt.Read(new(root, "receipt", deviations), PaVersion.V2), null, deviations);
            var operation = PaOperations.FromRequestRoot(root.Name.LocalName);
            if (operation is not (PaOperation.SendRt or PaOperation.SendRtV2))
                throw WireFormatException.Of(XmlCursor.Clip(root.Name.LocalName), WireTexts.NotAReceipt);
            var request = new LooseElement(root, root.Name.LocalName, deviations).Follow(RequestSequence);
            return new(LooseReceipt.Read(request.Required("receipt"), VersionOf(operation.Value)), null, deviations);
        }
        catch (WireFormatException refusal)
        {
            return new(null, refusal.ToError(), deviations);
        }
        catch (XmlException failure)
        {
            return new(null, SafeXml.Describe(failure), deviations);
        }
    }

    private static PaVersion VersionOf(PaOperation operation) => operation == PaOperation.SendRt ? PaVersion.V1 : PaVersion.V2;

    private static XElement BodyOf(XElement envelope)
    {
        if (envelope.Name.LocalName != "Envelope" || envelope.Elements().FirstOrDefault(e => e.Name.LocalName == "Body") is not { } body)
            throw WireFormatException.Of("Envelope/Body", WireTexts.Missing);
        return body.Elements().ToList() is [var only] ? only : throw WireFormatException.Of("Envelope/Body", WireTexts.NotOneMessage);
    }

    /// <summary>Walked once for depth and size before a tree is made of it.</summary>
    private static XElement Load(ReadOnlyMemory<byte> xml)
    {
        using (var reader = SafeXml.Open(xml, SafeXml.MessageCharactersMax))
        {
            for (var nodes = 0; reader.Read(); nodes++)
            {
                if (reader.Depth >= SafeXml.DepthMax)
                    throw new WireFormatException(WireTexts.TooDeep.With(SafeXml.DepthMax));
                if (nodes >= NodesMax)
                    throw new WireFormatException(WireTexts.TooManyNodes.With(NodesMax));
            }
        }
        using var second = SafeXml.Open(xml, SafeXml.MessageCharactersMax);
        return XDocument.Load(second).Root!;
    }
}

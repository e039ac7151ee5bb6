using System.Xml;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// What can be seen of a message that could not be read: whose it is and which payment it tells of. Taken from the elements up
/// to where the document breaks off; nothing is certain but the form of each value.
/// </summary>
public sealed record MessageGlimpse
{
    /// <summary>Whether the message says that somebody has paid.</summary>
    public bool IsReceipt { get; private init; }

    /// <summary>idPA: 11 digits.</summary>
    public string? Organization { get; private init; }

    /// <summary>18 digits.</summary>
    public string? NoticeNumber { get; private init; }

    public string? ReceiptId { get; private init; }

    public long? AmountCents { get; private init; }

    public static MessageGlimpse Of(ReadOnlyMemory<byte> message)
    {
        var glimpse = new MessageGlimpse();
        try
        {
            using var xml = SafeXml.Open(message, SafeXml.MessageCharactersMax);
            while (!xml.EOF && xml.Depth < SafeXml.DepthMax)
            {
                if (xml.NodeType != XmlNodeType.Element || !glimpse.Wants(xml.LocalName))
                    xml.Read();
                else if (xml.LocalName.Contains("SendRT", StringComparison.OrdinalIgnoreCase) || xml.LocalName == "receipt")
                {
                    glimpse = glimpse with { IsReceipt = true };
                    xml.Read();
                }
                else
                    glimpse = glimpse.With(xml.LocalName, TextOf(xml));
            }
        }
        catch (XmlException)
        {
            // What was seen before the document broke off is all there is to see.
        }
        return glimpse;
    }

    private bool Wants(string name) =>
        name switch
        {
            "idPA" => Organization is null,
            "noticeNumber" => NoticeNumber is null,
            "receiptId" => ReceiptId is null,
            "paymentAmount" => AmountCents is null,
            _ => !IsReceipt && (name == "receipt" || name.Contains("SendRT", StringComparison.OrdinalIgnoreCase)),
        };

    private MessageGlimpse With(string name, string text) =>
        name switch
        {
            "idPA" when IsDigits(text, 11) => this with { Organization = text },
            "noticeNumber" when IsDigits(text, 18) => this with { NoticeNumber = text },
            "receiptId" when text.Length is > 0 and <= ReceiptXml.ReceiptIdTakenMax => this with { ReceiptId = text },
            "paymentAmount" when WireAmount.TryParse(text, out var cents) => this with { AmountCents = cents },
            _ => this,
        };

    /// <summary>Leaves the reader after what it read, which may be another element.</summary>
    private static string TextOf(XmlReader xml)
    {
        xml.Read();
        var text = xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA ? xml.Value : "";
        return text.Length > 1_000 ? "" : string.Concat(text.Where(c => !char.IsWhiteSpace(c) && !char.IsControl(c)));
    }

    private static bool IsDigits(string text, int length) => text.Length == length && !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}

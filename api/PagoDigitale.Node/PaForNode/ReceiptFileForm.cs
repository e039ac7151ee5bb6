namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// A receipt as a file, in whichever form people have it: the node's message (XML), or what pagoPA's service of receipts tells (JSON).
/// </summary>
public static class ReceiptFileForm
{
    /// <summary>JSON begins with a brace and XML never does.</summary>
    public static bool IsJson(ReadOnlySpan<byte> content) =>
        (content.StartsWith("\uFEFF"u8) ? content[3..] : content).TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    public static ReceiptReading Read(ReadOnlyMemory<byte> content) =>
        !IsJson(content.Span) ? TolerantReceiptReader.ReadReceipt(content)
        : content.Span.StartsWith("\uFEFF"u8) ? JsonReceiptReader.Read(content[3..])
        : JsonReceiptReader.Read(content);
}

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>A rendicontazione in either form in which it is published: the XML file, or what the REST service answers.</summary>
public static class FlussoFile
{
    public const string Xml = "application/xml";
    public const string Json = "application/json";

    /// <summary>By the first character that says something: XML begins with another one.</summary>
    public static string MediaTypeOf(ReadOnlySpan<byte> file) => WithoutMark(file).TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? Json : Xml;

    public static string ExtensionOf(ReadOnlySpan<byte> file) => MediaTypeOf(file) == Json ? ".json" : ".xml";

    public static FlussoReading Read(ReadOnlyMemory<byte> file) =>
        MediaTypeOf(file.Span) == Json
            ? FlussoJson.Read(file[(file.Length - WithoutMark(file.Span).Length)..])
            : FlussoRiversamentoReader.Read(file);

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> file) => file.StartsWith("\uFEFF"u8) ? file[3..] : file;
}

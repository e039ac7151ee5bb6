namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>
/// The typefaces the payment notice prescribes: Titillium Web for texts, Roboto Mono for codes ("Linee guida avviso di pagamento 3.5").
/// </summary>
public static class PdfFonts
{
    public static PdfFont Text { get; } = Load(0, "TitilliumWeb-Regular", isForCodes: false, stemWidth: 80);

    public static PdfFont TextBold { get; } = Load(1, "TitilliumWeb-Bold", isForCodes: false, stemWidth: 140);

    public static PdfFont Code { get; } = Load(2, "RobotoMono-Regular", isForCodes: true, stemWidth: 80);

    public static PdfFont CodeBold { get; } = Load(3, "RobotoMono-Bold", isForCodes: true, stemWidth: 140);

    internal static IReadOnlyList<PdfFont> All { get; } = [Text, TextBold, Code, CodeBold];

    private static PdfFont Load(int index, string name, bool isForCodes, int stemWidth)
    {
        // Flags of ISO 32000-1, table 123: fixed pitch is bit 1, non-symbolic is bit 6.
        var flags = (isForCodes ? 1 : 0) | 1 << 5;
        return new PdfFont(index, name, TrueTypeFont.Parse(Read(name + ".ttf")), isForCodes, flags, stemWidth);
    }

    private static byte[] Read(string resource)
    {
        using var stream =
            typeof(PdfFonts).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly lacks the typeface {resource}.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

namespace PagoDigitale.Documents.Pdf;

/// <summary>An sRGB colour.</summary>
public readonly record struct PdfColor(byte Red, byte Green, byte Blue)
{
    public static PdfColor Black { get; } = new(0, 0, 0);

    public static PdfColor White { get; } = new(255, 255, 255);
}

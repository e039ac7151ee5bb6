using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Documents.Layout;

/// <summary>A typeface at a size, with the distance between its lines, in points.</summary>
internal sealed record TextStyle(PdfFont Font, double Size, double Leading)
{
    public static TextStyle Title { get; } = new(PdfFonts.TextBold, 16, 20);

    public static TextStyle TitleTight { get; } = new(PdfFonts.TextBold, 12, 15);

    public static TextStyle Name { get; } = new(PdfFonts.TextBold, 14, 17.5);

    public static TextStyle NameTight { get; } = new(PdfFonts.TextBold, 10, 13);

    public static TextStyle Band { get; } = new(PdfFonts.TextBold, 10, 13);

    public static TextStyle Lead { get; } = new(PdfFonts.Text, 12, 17.25);

    public static TextStyle LeadTight { get; } = new(PdfFonts.Text, 9, 12);

    public static TextStyle Small { get; } = new(PdfFonts.Text, 8, 11);

    public static TextStyle SmallBold { get; } = new(PdfFonts.TextBold, 8, 10.5);

    public static TextStyle BandCode { get; } = new(PdfFonts.Code, 8, 11);

    public static TextStyle Code { get; } = new(PdfFonts.CodeBold, 10, 13);
}

using PagoDigitale.Documents.Pdf;
using PagoDigitale.Documents.Pdf.Fonts;
using PagoDigitale.Documents.Pdf.Images;

namespace PagoDigitale.Documents.Layout;

/// <summary>
/// The furniture the notice and the receipt share, in points: margins of 10 mm, header with the pagoPA mark, grey bands, two columns.
/// Positions follow the samples published with "Linee guida avviso di pagamento 3.5"; longer texts push what follows down.
/// </summary>
internal sealed class Sheet(PdfPage page)
{
    public const double Left = 28.35;
    public const double Right = 566.93;
    public const double LeftColumnEnd = 283.46;
    public const double RightColumn = 323.13;
    public const double BandHeight = 22.8;

    private const double LeftBandEnd = 294.5;
    private const double RightBand = 301;
    private const double BandBaseline = 14.1;
    private const double LogoSide = 85.04;
    private const double FirstBandTop = 124.7;
    private static readonly PdfColor BandColor = new(0xEB, 0xEB, 0xEB);
    public static readonly PdfColor RuleColor = new(0xC8, 0xC8, 0xC8);
    private static readonly PdfColor MarkColor = new(0x00, 0x66, 0xCC);

    public PdfPage Page => page;

    /// <summary>Draws the header and returns where the first band begins.</summary>
    /// <param name="isMarked">False on a document that pagoPA has no part in.</param>
    public double DrawHeader(string kind, string title, PdfImage? logo, bool isMarked = true)
    {
        if (isMarked)
            using (page.Tagged(PdfTag.Figure, "pagoPA"))
                page.DrawText(PdfFonts.TextBold, 15, Left, 38.5, "pagoPA", MarkColor);
        DrawLine(TextStyle.Band, isMarked ? 86 : Left, 37.5, kind, PdfTag.Paragraph);
        var right = Right;
        if (logo is not null)
        {
            DrawLogo(logo);
            right -= LogoSide + 15;
        }
        var style = TextLayout.Fit(TextStyle.Title, TextStyle.TitleTight, right - Left, title, linesWished: 2);
        var end = DrawText(style, Left, 82.4, right - Left, title, linesMax: 4, PdfTag.Heading1);
        return Math.Max(FirstBandTop, end + 2);
    }

    public void DrawBand(double top)
    {
        page.FillRectangle(0, top, PdfPage.Width, BandHeight, BandColor);
    }

    public void DrawTwoBands(double top)
    {
        page.FillRectangle(0, top, LeftBandEnd, BandHeight, BandColor);
        page.FillRectangle(RightBand, top, PdfPage.Width - RightBand, BandHeight, BandColor);
    }

    public void DrawBandTitle(double x, double top, string title) =>
        DrawLine(TextStyle.Band, x, top + BandBaseline, title.ToUpperInvariant(), PdfTag.Heading2);

    public void DrawBandEnd(TextStyle style, double right, double top, string text)
    {
        using (page.Tagged(PdfTag.Paragraph))
            page.DrawTextRight(style.Font, style.Size, right, top + BandBaseline, text);
    }

    public double DrawLine(TextStyle style, double x, double baseline, string text, PdfTag tag = PdfTag.Paragraph)
    {
        using (page.Tagged(tag))
            return page.DrawText(style.Font, style.Size, x, baseline, text);
    }

    public void DrawLineRight(TextStyle style, double right, double baseline, string text)
    {
        using (page.Tagged(PdfTag.Paragraph))
            page.DrawTextRight(style.Font, style.Size, right, baseline, text);
    }

    /// <summary>Draws a text on as many lines as it needs and returns the baseline of the line that would follow.</summary>
    public double DrawText(
        TextStyle style,
        double x,
        double baseline,
        double width,
        string? text,
        int linesMax,
        PdfTag tag = PdfTag.Paragraph
    )
    {
        var lines = TextLayout.Wrap(style.Font, style.Size, width, text, linesMax);
        if (lines.Count == 0)
            return baseline;
        using (page.Tagged(tag))
        {
            for (var i = 0; i < lines.Count; i++)
            {
                // The space that ends a broken line keeps its words apart when the text is copied out.
                var line = i < lines.Count - 1 ? lines[i] + " " : lines[i];
                page.DrawText(style.Font, style.Size, x, baseline, line);
                baseline += style.Leading;
            }
        }
        return baseline;
    }

    /// <summary>A party's name, smaller when it would take more than three lines.</summary>
    public double DrawName(double x, double baseline, double width, string name)
    {
        var style = TextLayout.Fit(TextStyle.Name, TextStyle.NameTight, width, name, linesWished: 3);
        return DrawText(style, x, baseline, width, name, linesMax: 6);
    }

    private void DrawLogo(PdfImage logo)
    {
        var scale = LogoSide / Math.Max(logo.Width, logo.Height);
        var (width, height) = (logo.Width * scale, logo.Height * scale);
        using (page.Tagged(PdfTag.Figure, "Logo dell’ente creditore"))
            page.DrawImage(logo, Right - width, Left, width, height);
    }
}

using PagoDigitale.Documents.Pdf;

namespace PagoDigitale.Documents.Notices;

/// <summary>The drawings beside "Dove pagare?" and the disclaimer, 34 points wide.</summary>
internal static class NoticeIcons
{
    private const double LineWidth = 1.1;
    private static readonly PdfPath Screen = new PdfPath().RoundedRectangle(3, 0.5, 28, 19, 2.5);
    private static readonly PdfPath Base = new PdfPath()
        .MoveTo(0.5, 19.5)
        .LineTo(33.5, 19.5)
        .LineTo(33.5, 22)
        .CurveTo(33.5, 23, 32.7, 24, 31.5, 24)
        .LineTo(2.5, 24)
        .CurveTo(1.3, 24, 0.5, 23, 0.5, 22)
        .Close();
    private static readonly PdfPath Phone = new PdfPath().RoundedRectangle(20.5, 12, 8.5, 13.5, 2);
    private static readonly PdfPath PhoneKey = new PdfPath().Circle(24.75, 23, 0.9);
    private static readonly PdfPath Ring = new PdfPath().Circle(17, 18, 11);
    private static readonly PdfPath Info = new PdfPath().Circle(5.5, 5.5, 5.2);
    private static readonly PdfPath InfoLetter = new PdfPath().MoveTo(5.5, 5).LineTo(5.5, 8);
    private static readonly PdfPath InfoDot = new PdfPath().Circle(5.5, 3, 0.75);
    private static readonly (PdfPath Drop, PdfPath Hole)[] Pins = [Pin(17, 5), Pin(5.5, 17), Pin(28.5, 27)];

    public static void DrawDevices(PdfPage page, double x, double y)
    {
        Outline(page, Screen, x, y);
        Outline(page, Base, x, y);
        Outline(page, Phone, x, y);
        page.FillPath(PhoneKey, x, y, 1, PdfColor.Black);
    }

    public static void DrawPlaces(PdfPage page, double x, double y)
    {
        Outline(page, Ring, x, y);
        foreach (var (drop, hole) in Pins)
        {
            Outline(page, drop, x, y);
            page.StrokePath(hole, x, y, 1, LineWidth, PdfColor.Black);
        }
    }

    public static void DrawInfo(PdfPage page, double x, double y)
    {
        page.StrokePath(Info, x, y, 1, LineWidth, PdfColor.Black);
        page.StrokePath(InfoLetter, x, y, 1, 1.3, PdfColor.Black);
        page.FillPath(InfoDot, x, y, 1, PdfColor.Black);
    }

    private static void Outline(PdfPage page, PdfPath path, double x, double y)
    {
        page.FillPath(path, x, y, 1, PdfColor.White);
        page.StrokePath(path, x, y, 1, LineWidth, PdfColor.Black);
    }

    private static (PdfPath Drop, PdfPath Hole) Pin(double x, double y)
    {
        var drop = new PdfPath()
            .MoveTo(x, y + 7.5)
            .CurveTo(x - 2.5, y + 4.4, x - 4.6, y + 2.7, x - 4.6, y)
            .CurveTo(x - 4.6, y - 2.5, x - 2.5, y - 4.6, x, y - 4.6)
            .CurveTo(x + 2.5, y - 4.6, x + 4.6, y - 2.5, x + 4.6, y)
            .CurveTo(x + 4.6, y + 2.7, x + 2.5, y + 4.4, x, y + 7.5)
            .Close();
        return (drop, new PdfPath().Circle(x, y, 1.6));
    }
}

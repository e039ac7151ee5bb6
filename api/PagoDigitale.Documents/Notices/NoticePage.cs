using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Pdf;
using PagoDigitale.Documents.Pdf.Fonts;
using PagoDigitale.Documents.Pdf.Images;

namespace PagoDigitale.Documents.Notices;

/// <summary>
/// Places the blocks of the page top to bottom. The numbers are the sample's distances in points from the band that opens each block.
/// </summary>
internal static class NoticePage
{
    private const double ColumnWidth = Sheet.Right - Sheet.RightColumn;

    public static void Draw(Sheet sheet, NoticeContent notice, PdfImage? logo)
    {
        var top = sheet.DrawHeader(NoticeTexts.Kind.ToUpperInvariant(), notice.Subject, logo);
        top = DrawParties(sheet, notice, top);
        top = DrawHowMuchAndWhere(sheet, notice, top);
        NoticePaymentBlock.Draw(sheet, notice, top);
    }

    private static double DrawParties(Sheet sheet, NoticeContent notice, double top)
    {
        sheet.DrawTwoBands(top);
        sheet.DrawBandTitle(Sheet.Left, top, NoticeTexts.Creditor);
        sheet.DrawBandEnd(TextStyle.BandCode, Sheet.LeftColumnEnd, top, notice.OrganizationFiscalCode);
        const double width = Sheet.LeftColumnEnd - Sheet.Left;
        var left = sheet.DrawName(Sheet.Left, top + 52.3, width, notice.OrganizationName);
        left = sheet.DrawText(TextStyle.Lead, Sheet.Left, left + 15.5, width, notice.OrganizationSector, linesMax: 3);
        left = sheet.DrawText(TextStyle.Small, Sheet.Left, Math.Max(top + 114.6, left), width, notice.OrganizationInfo, linesMax: 4);

        sheet.DrawBandTitle(Sheet.RightColumn, top, NoticeTexts.Debtor);
        if (notice.DebtorFiscalCode.Length > 0)
            sheet.DrawBandEnd(TextStyle.BandCode, Sheet.Right, top, notice.DebtorFiscalCode);
        var right = sheet.DrawName(Sheet.RightColumn, top + 52.3, ColumnWidth, notice.DebtorName);
        right += 15.5;
        var style = TextLayout.Fit(
            TextStyle.Lead,
            TextStyle.LeadTight,
            ColumnWidth,
            string.Join(' ', notice.DebtorAddress),
            linesWished: 4
        );
        foreach (var line in notice.DebtorAddress)
            right = sheet.DrawText(style, Sheet.RightColumn, right, ColumnWidth, line, linesMax: 5);
        return Math.Max(top + 129.5, Math.Max(left, right) + 3);
    }

    private static double DrawHowMuchAndWhere(Sheet sheet, NoticeContent notice, double top)
    {
        sheet.DrawTwoBands(top);
        sheet.DrawBandTitle(Sheet.Left, top, notice.DueDate is null ? NoticeTexts.HowMuch : NoticeTexts.HowMuchAndWhen);
        sheet.DrawLine(TextStyle.SmallBold, Sheet.Left, top + 47.2, NoticeTexts.Amount);
        sheet.DrawLine(TextStyle.Title, Sheet.Left, top + 64.4, $"{notice.Amount} {NoticeTexts.Euro}");
        if (notice.DueDate is not null)
        {
            var x = Sheet.LeftColumnEnd - TextStyle.Title.Font.Measure(notice.DueDate, TextStyle.Title.Size);
            sheet.DrawLine(TextStyle.SmallBold, x, top + 47.2, NoticeTexts.Due);
            sheet.DrawLine(TextStyle.Title, x, top + 64.4, notice.DueDate);
        }
        NoticeIcons.DrawInfo(sheet.Page, Sheet.Left, top + 80.2);
        var left = sheet.DrawText(TextStyle.Small, 45.33, top + 88.5, Sheet.LeftColumnEnd - 45.33, NoticeTexts.Disclaimer, linesMax: 5);
        return Math.Max(top + 144.7, Math.Max(left, DrawWhere(sheet, notice, top)) + 4);
    }

    private static double DrawWhere(Sheet sheet, NoticeContent notice, double top)
    {
        const double textWidth = 196;
        const double iconX = 532.9;
        sheet.DrawBandTitle(Sheet.RightColumn, top, NoticeTexts.Where);
        DrawSite(sheet, top);
        sheet.DrawLine(TextStyle.Band, Sheet.RightColumn, top + 48.6, NoticeTexts.OnlineTitle.ToUpperInvariant(), PdfTag.Heading2);
        NoticeIcons.DrawDevices(sheet.Page, iconX, top + 44);
        var baseline = sheet.DrawText(TextStyle.Small, Sheet.RightColumn, top + 61.3, textWidth, notice.Online, linesMax: 7);

        baseline = Math.Max(top + 95.1, baseline + 9);
        sheet.DrawLine(TextStyle.Band, Sheet.RightColumn, baseline, NoticeTexts.TerritoryTitle.ToUpperInvariant(), PdfTag.Heading2);
        NoticeIcons.DrawPlaces(sheet.Page, iconX, baseline - 8.5);
        baseline = sheet.DrawText(TextStyle.Small, Sheet.RightColumn, baseline + 12.7, textWidth, NoticeTexts.Territory, linesMax: 4);
        if (notice.OwnCounter.Length > 0)
            baseline = sheet.DrawText(TextStyle.SmallBold, Sheet.RightColumn, baseline, textWidth, notice.OwnCounter, linesMax: 2);
        return baseline;
    }

    private static void DrawSite(Sheet sheet, double top)
    {
        var width = PdfFonts.TextBold.Measure(NoticeTexts.Site, 10);
        var start = Sheet.Right - width - PdfFonts.Text.Measure(NoticeTexts.GoTo, 8);
        using (sheet.Page.Tagged(PdfTag.Link, NoticeTexts.GoTo + NoticeTexts.Site))
        {
            sheet.Page.DrawText(PdfFonts.Text, 8, start, top + 14.1, NoticeTexts.GoTo);
            sheet.Page.DrawText(PdfFonts.TextBold, 10, Sheet.Right - width, top + 14.1, NoticeTexts.Site);
            sheet.Page.AddLink(start, top, Sheet.Right - start, Sheet.BandHeight, new Uri("https://" + NoticeTexts.Site));
        }
    }
}

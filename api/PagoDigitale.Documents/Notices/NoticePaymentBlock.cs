using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Pdf;
using PagoDigitale.Documents.Pdf.Fonts;

namespace PagoDigitale.Documents.Notices;

/// <summary>"Dati per il pagamento": the QR code, who pays whom for what, and the codes to type where a camera is missing.</summary>
internal static class NoticePaymentBlock
{
    // 25 mm, as the guidelines prescribe.
    private const double QrSide = 70.866;
    private const double DetailsX = 167.23;
    private const double DetailsWidth = 265;
    private const double NoticeNumberX = 267.15;
    private const double InstructionsWidth = 126;
    private static readonly PdfColor LinkColor = new(0x00, 0x66, 0xCC);

    public static void Draw(Sheet sheet, NoticeContent notice, double top)
    {
        sheet.DrawBand(top);
        sheet.DrawBandTitle(Sheet.Left, top, NoticeTexts.PaymentDetails);
        var due = notice.DueDate is null ? "" : $" {NoticeTexts.Due} {notice.DueDate}";
        sheet.DrawBandEnd(TextStyle.Band, Sheet.Right, top, notice.Instalment + due);
        DrawQrCode(sheet, notice, top + 39.5);
        DrawAmount(sheet, notice, top + 53.2);

        var baseline = top + 46.4;
        baseline = DrawDetail(sheet, NoticeTexts.Debtor, notice.DebtorName, baseline);
        baseline = DrawDetail(sheet, NoticeTexts.Creditor, notice.OrganizationName, baseline);
        baseline = DrawDetail(sheet, NoticeTexts.Subject, notice.Subject, baseline);
        DrawCodes(sheet, notice, Math.Max(top + 131.2, baseline + 2));
    }

    private static void DrawQrCode(Sheet sheet, NoticeContent notice, double top)
    {
        using (sheet.Page.Tagged(PdfTag.Figure, $"Codice QR dell’avviso {notice.NoticeNumber}"))
        {
            sheet.Page.FillModules(NoticeQrCode.Encode(notice.QrPayload), Sheet.Left, top, QrSide, PdfColor.Black);
        }
        var (font, size) = (PdfFonts.Text, TextStyle.Small.Size);
        var baseline = top + 92.6;
        using (sheet.Page.Tagged(PdfTag.Paragraph))
        {
            foreach (var line in TextLayout.Wrap(font, size, InstructionsWidth, NoticeTexts.Instructions, linesMax: 3))
            {
                var x = Sheet.Left;
                foreach (var (text, isBold) in Emphasized(line))
                    x += sheet.Page.DrawText(isBold ? PdfFonts.TextBold : font, size, x, baseline, text);
                baseline += TextStyle.Small.Leading;
            }
        }
    }

    private static IEnumerable<(string Text, bool IsBold)> Emphasized(string line)
    {
        var start = line.IndexOf(NoticeTexts.InstructionsBold, StringComparison.Ordinal);
        if (start < 0)
            return [(line, false)];
        var end = start + NoticeTexts.InstructionsBold.Length;
        return [(line[..start], false), (line[start..end], true), (line[end..] + " ", false)];
    }

    private static void DrawAmount(Sheet sheet, NoticeContent notice, double baseline)
    {
        const double amountSize = 12;
        var x = Sheet.Right - PdfFonts.CodeBold.Measure(notice.Amount, amountSize);
        const string label = NoticeTexts.Euro + " ";
        using (sheet.Page.Tagged(PdfTag.Paragraph))
        {
            sheet.Page.DrawText(PdfFonts.Text, 10, x - PdfFonts.Text.Measure(label, 10), baseline, label);
            sheet.Page.DrawText(PdfFonts.CodeBold, amountSize, x, baseline, notice.Amount);
        }
        if (notice.PaymentLink is null)
            return;
        baseline += 18;
        var width = PdfFonts.TextBold.Measure(NoticeTexts.PayOnline, 10);
        using (sheet.Page.Tagged(PdfTag.Link, NoticeTexts.PayOnline))
        {
            sheet.Page.DrawText(PdfFonts.TextBold, 10, Sheet.Right - width, baseline, NoticeTexts.PayOnline, LinkColor);
            sheet.Page.AddLink(Sheet.Right - width, baseline - 10, width, 13, notice.PaymentLink);
        }
        sheet.Page.DrawLine(Sheet.Right - width, baseline + 1.6, Sheet.Right, baseline + 1.6, 0.6, LinkColor);
    }

    private static double DrawDetail(Sheet sheet, string label, string value, double baseline)
    {
        sheet.DrawLine(TextStyle.Small, DetailsX, baseline, label);
        return sheet.DrawText(TextStyle.SmallBold, DetailsX, baseline + 10.5, DetailsWidth, value, linesMax: 3) + 5.25;
    }

    private static void DrawCodes(Sheet sheet, NoticeContent notice, double baseline)
    {
        const double below = 15.6;
        if (notice.Cbill is not null)
        {
            sheet.DrawLine(TextStyle.Small, DetailsX, baseline, NoticeTexts.Cbill);
            sheet.DrawLine(TextStyle.Code, DetailsX, baseline + below, notice.Cbill);
        }
        sheet.DrawLine(TextStyle.Small, NoticeNumberX, baseline, NoticeTexts.NoticeNumber);
        sheet.DrawLine(TextStyle.Code, NoticeNumberX, baseline + below, notice.NoticeNumber);
        sheet.DrawLineRight(TextStyle.Small, Sheet.Right, baseline, NoticeTexts.FiscalCode);
        sheet.DrawLineRight(TextStyle.Code, Sheet.Right, baseline + below, notice.OrganizationFiscalCode);
    }
}

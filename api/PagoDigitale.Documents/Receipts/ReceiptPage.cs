using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Pdf.Images;

namespace PagoDigitale.Documents.Receipts;

/// <summary>Places the receipt's blocks with the furniture of the notice, so that a citizen recognizes the pair.</summary>
internal static class ReceiptPage
{
    public const int NameLengthMax = 140;
    public const int CodeLengthMax = 70;
    private const int SubjectLengthMax = 140;
    private const int ReasonLengthMax = 280;
    private const double ColumnWidth = Sheet.Right - Sheet.RightColumn;

    public static void Draw(Sheet sheet, ReceiptData data, PdfImage? logo)
    {
        var subject = TextLayout.Clip(data.Subject, SubjectLengthMax);
        var top = sheet.DrawHeader(KindOf(data).ToUpperInvariant(), subject, logo, isMarked: !IsAttested(data));
        top = DrawParties(sheet, data, top);
        top = DrawPayment(sheet, data, top);
        sheet.DrawText(TextStyle.Small, Sheet.Left, top + 14, Sheet.Right - Sheet.Left, NoteOf(data), linesMax: 3);
    }

    public static string KindOf(ReceiptData data) => IsAttested(data) ? ReceiptTexts.KindOutsideNode : ReceiptTexts.Kind;

    /// <summary>The organization's own word, not the copy of a receipt of the node.</summary>
    private static bool IsAttested(ReceiptData data) => data.IsOutsideNode || data.IsReportedOnly || data.IsOfCredit;

    private static string NoteOf(ReceiptData data) =>
        data.IsOutsideNode ? ReceiptTexts.NoteOutsideNode
        : data.IsReportedOnly ? ReceiptTexts.NoteReportedOnly
        : data.IsOfCredit ? ReceiptTexts.NoteOfCredit
        : ReceiptTexts.Note;

    private static double DrawParties(Sheet sheet, ReceiptData data, double top)
    {
        sheet.DrawTwoBands(top);
        sheet.DrawBandTitle(Sheet.Left, top, ReceiptTexts.Creditor);
        sheet.DrawBandEnd(TextStyle.BandCode, Sheet.LeftColumnEnd, top, data.OrganizationFiscalCode);
        const double width = Sheet.LeftColumnEnd - Sheet.Left;
        var left = sheet.DrawName(Sheet.Left, top + 52.3, width, TextLayout.Clip(data.OrganizationName, NameLengthMax));

        sheet.DrawBandTitle(Sheet.RightColumn, top, ReceiptTexts.Debtor);
        if (!string.IsNullOrWhiteSpace(data.DebtorFiscalCode))
        {
            sheet.DrawBandEnd(TextStyle.BandCode, Sheet.Right, top, TextLayout.Clip(data.DebtorFiscalCode, 20).ToUpperInvariant());
        }
        var right = sheet.DrawName(Sheet.RightColumn, top + 52.3, ColumnWidth, TextLayout.Clip(data.DebtorName, NameLengthMax));
        return Math.Max(top + 80, Math.Max(left, right) + 3);
    }

    private static double DrawPayment(Sheet sheet, ReceiptData data, double top)
    {
        sheet.DrawBand(top);
        sheet.DrawBandTitle(Sheet.Left, top, ReceiptTexts.Payment);
        sheet.DrawBandEnd(TextStyle.Band, Sheet.Right, top, $"{ReceiptTexts.Euro} {Formats.Amount(data.AmountCents)}");
        var baseline = top + 47.2;
        foreach (var (label, text, isCode) in IsAttested(data) ? RowsOutsideNode(data) : Rows(data))
            baseline = DrawRow(sheet, baseline, label, text, isCode);
        return baseline;
    }

    private static IEnumerable<(string Label, string Text, bool IsCode)> Rows(ReceiptData data)
    {
        yield return (ReceiptTexts.Amount, $"{ReceiptTexts.Euro} {Formats.Amount(data.AmountCents)}", false);
        if (data.FeeCents is > 0 and var fee)
            yield return (ReceiptTexts.Fee, $"{ReceiptTexts.Euro} {Formats.Amount(fee)}", false);
        yield return (ReceiptTexts.PaidAt, Formats.DateTime(RomeTime.At(data.PaidAt)), false);
        if (data.ApplicationDate is { } date)
            yield return (ReceiptTexts.ApplicationDate, Formats.Date(date), false);
        yield return (ReceiptTexts.Subject, TextLayout.Clip(data.Subject, SubjectLengthMax), false);
        yield return (ReceiptTexts.Iuv, TextLayout.Clip(data.Iuv, CodeLengthMax), true);
        if (!string.IsNullOrWhiteSpace(data.NoticeNumber))
            yield return (ReceiptTexts.NoticeNumber, Formats.NoticeNumber(TextLayout.Clip(data.NoticeNumber, CodeLengthMax)), true);
        yield return (ReceiptTexts.ReceiptId, TextLayout.Clip(data.ReceiptId, CodeLengthMax), true);
        yield return (ReceiptTexts.PspName, TextLayout.Clip(data.PspName, NameLengthMax), false);
        if (!string.IsNullOrWhiteSpace(data.PspFiscalCode))
            yield return (ReceiptTexts.PspFiscalCode, TextLayout.Clip(data.PspFiscalCode, CodeLengthMax), true);
        if (!string.IsNullOrWhiteSpace(data.ChannelDescription))
            yield return (ReceiptTexts.Channel, TextLayout.Clip(data.ChannelDescription, CodeLengthMax), false);
        var payer = string.Join(
            " · ",
            new[] { data.PayerName, data.PayerFiscalCode?.ToUpperInvariant() }.Where(part => !string.IsNullOrWhiteSpace(part))
        );
        if (payer.Length > 0)
            yield return (ReceiptTexts.Payer, TextLayout.Clip(payer, NameLengthMax), false);
    }

    private static IEnumerable<(string Label, string Text, bool IsCode)> RowsOutsideNode(ReceiptData data)
    {
        yield return (ReceiptTexts.Amount, $"{ReceiptTexts.Euro} {Formats.Amount(data.AmountCents)}", false);
        yield return (ReceiptTexts.PaidOn, Formats.Date(DateOnly.FromDateTime(RomeTime.At(data.PaidAt).DateTime)), false);
        yield return (
            ReceiptTexts.How,
            data.IsReportedOnly ? ReceiptTexts.ReportedOnly
            : data.IsOfCredit ? ReceiptTexts.OfCredit
            : ReceiptTexts.OutsideNode,
            false
        );
        if (!string.IsNullOrWhiteSpace(data.OutsideReason))
            yield return (ReceiptTexts.OutsideReason, TextLayout.Clip(data.OutsideReason, ReasonLengthMax), false);
        if (!string.IsNullOrWhiteSpace(data.OutsideReference))
            yield return (ReceiptTexts.OutsideReference, TextLayout.Clip(data.OutsideReference, SubjectLengthMax), false);
        yield return (ReceiptTexts.Subject, TextLayout.Clip(data.Subject, SubjectLengthMax), false);
        yield return (ReceiptTexts.Iuv, TextLayout.Clip(data.Iuv, CodeLengthMax), true);
        if (!string.IsNullOrWhiteSpace(data.NoticeNumber))
            yield return (ReceiptTexts.NoticeNumber, Formats.NoticeNumber(TextLayout.Clip(data.NoticeNumber, CodeLengthMax)), true);
    }

    private static double DrawRow(Sheet sheet, double baseline, string label, string text, bool isCode)
    {
        const double valueX = 215;
        const double gap = 8;
        sheet.DrawLine(TextStyle.Small, Sheet.Left, baseline, label);
        var next = sheet.DrawText(isCode ? TextStyle.Code : TextStyle.Band, valueX, baseline, Sheet.Right - valueX, text, linesMax: 6);
        sheet.Page.DrawLine(Sheet.Left, next - 5, Sheet.Right, next - 5, 0.4, Sheet.RuleColor);
        return next + gap;
    }
}

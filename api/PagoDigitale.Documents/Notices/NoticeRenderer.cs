using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Pdf;

namespace PagoDigitale.Documents.Notices;

/// <summary>
/// The official page of a notice with one instalment, be it the only one or one of a plan. Has no state: one instance serves every thread.
/// </summary>
public sealed class NoticeRenderer : INoticeRenderer
{
    public void Render(NoticeData data, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var faults = NoticeCheck.Faults(data);
        if (faults.Count > 0)
            throw new DocumentRefusedException(faults);
        var logo = Logos.Get(data.OrganizationLogo, nameof(data.OrganizationLogo));
        var notice = NoticeContent.From(data);
        using var document = new PdfDocument(
            new PdfMetadata($"{NoticeTexts.Kind} {data.NoticeNumber}", notice.OrganizationName, data.IssuedAt)
        );
        NoticePage.Draw(new Sheet(document.AddPage()), notice, logo);
        document.Save(output);
    }
}

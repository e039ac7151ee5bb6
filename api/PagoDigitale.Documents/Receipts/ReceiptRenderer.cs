using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Pdf;

namespace PagoDigitale.Documents.Receipts;

/// <summary>
/// The quietanza, or the organization's attestation of a payment outside the node: one page. Has no state: one instance serves every
/// thread.
/// </summary>
public sealed class ReceiptRenderer : IReceiptRenderer
{
    public void Render(ReceiptData data, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var faults = ReceiptCheck.Faults(data);
        if (faults.Count > 0)
            throw new DocumentRefusedException(faults);
        var logo = Logos.Get(data.OrganizationLogo, nameof(data.OrganizationLogo));
        var author = TextLayout.Clip(data.OrganizationName, ReceiptPage.NameLengthMax);
        using var document = new PdfDocument(
            new PdfMetadata($"{ReceiptPage.KindOf(data)} {TextLayout.Clip(data.Iuv, ReceiptPage.CodeLengthMax)}", author, data.IssuedAt)
        );
        ReceiptPage.Draw(new Sheet(document.AddPage()), data, logo);
        document.Save(output);
    }
}

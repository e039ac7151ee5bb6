using System.Runtime.CompilerServices;
using PagoDigitale.Documents.Pdf.Images;

namespace PagoDigitale.Documents.Layout;

/// <summary>Decoded logos, kept as long as the caller keeps the array: a bulk print decodes the organization's logo once.</summary>
internal static class Logos
{
    private static readonly ConditionalWeakTable<byte[], PdfImage> Decoded = [];

    /// <exception cref="DocumentRefusedException">The picture cannot be read.</exception>
    public static PdfImage? Get(byte[]? logo, string field)
    {
        if (logo is null || logo.Length == 0)
            return null;
        try
        {
            return Decoded.GetValue(logo, bytes => PdfImage.Load(bytes));
        }
        catch (PictureRefusedException refused)
        {
            throw new DocumentRefusedException([new DocumentFault(field, refused.Reason)]);
        }
    }
}

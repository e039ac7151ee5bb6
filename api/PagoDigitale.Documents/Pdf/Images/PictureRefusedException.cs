using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>A picture that cannot be printed, and why.</summary>
public sealed class PictureRefusedException(Message reason) : ArgumentException(reason.ToString())
{
    public Message Reason { get; } = reason;
}

namespace PagoDigitale.Documents.Notices;

/// <summary>Draws a payment notice as a PDF. Implementations may be shared by many threads.</summary>
public interface INoticeRenderer
{
    /// <exception cref="DocumentRefusedException">The data are short or wrong; nothing has been written.</exception>
    void Render(NoticeData data, Stream output);
}

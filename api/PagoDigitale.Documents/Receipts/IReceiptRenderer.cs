namespace PagoDigitale.Documents.Receipts;

/// <summary>Draws the printed copy of a receipt as a PDF. Implementations may be shared by many threads.</summary>
public interface IReceiptRenderer
{
    /// <exception cref="DocumentRefusedException">The data are short or wrong; nothing has been written.</exception>
    void Render(ReceiptData data, Stream output);
}

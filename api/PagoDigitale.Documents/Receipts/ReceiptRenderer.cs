namespace PagoDigitale.Documents.Receipts;

public sealed class ReceiptRenderer : IReceiptRenderer
{
    public void Render(ReceiptData data, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var faults = ReceiptCheck.Faults(data);
        if (faults.Count > 0) throw new DocumentRefusedException(faults);
    }
}

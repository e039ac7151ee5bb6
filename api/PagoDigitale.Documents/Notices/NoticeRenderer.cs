namespace PagoDigitale.Documents.Notices;

public sealed class NoticeRenderer : INoticeRenderer
{
    public void Render(NoticeData data, Stream output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var faults = NoticeCheck.Faults(data);
        if (faults.Count > 0) throw new DocumentRefusedException(faults);
    }
}

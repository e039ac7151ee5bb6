namespace PagoDigitale.Quickstart.MainJob;

/// <summary>The receipt that was missing comes at last.</summary>
public sealed class ReleaseLateReceipt(Tools tools)
{
    public async Task RunAsync(MadePayment late, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("The late receipt comes");
        var released = await tools.Simulator.ReleaseReceiptsAsync(tools.Organization, cancellationToken);
        Expect.Equal("receipts released", 1, released.Items.Count);
        Expect.Equal("answer to the late receipt", "OK", released.Items[0].Step.Outcome);
        Expect.Equal("notice of the late receipt", late.Notice.NoticeNumber, released.Items[0].NoticeNumber);
        step.At(1, 1);
        step.Say($"{late.Notice.NoticeNumber}, {Euro.Text(late.AmountCents)}");
    }
}

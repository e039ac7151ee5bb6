using PagoDigitale.Benchmarks.AfterLoad;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Benchmarks.Node;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Benchmarks.Neighbours;

/// <summary>
/// Pays the debts of an organization one after the other, as the node does: asks whether a notice can be paid, asks for its payment, and
/// brings the receipt.
/// </summary>
internal sealed class NodeUser(HttpClient http, Uri address, ArchiveShape shape) : ICaller
{
    private readonly Uri _node = new(address, $"/node/{Archive.Archive.StationOf(shape.Organization)}");
    private int _calls;

    public (string Kind, Func<Task> Call) Next(int turn)
    {
        var (place, step) = Math.DivRem(_calls++, 3);
        if (place >= shape.Unpaid)
            throw new InvalidOperationException($"All {shape.Unpaid} debts of {shape.Organization} are paid.");
        var debt = new ArchivedDebt(shape, shape.First + shape.Payments + place);
        return step switch
        {
            0 => ("verify", () => SendAsync(Asking(debt.NoticeNumber))),
            1 => ("payment", () => SendAsync(Activating(debt.NoticeNumber))),
            _ => ("receipt", () => NodeLoad.CallAsync(http, _node, ReceiptEnvelope.Of(shape.Organization, debt))),
        };
    }

    private VerifyPaymentNoticeRequest Asking(string notice) =>
        new(shape.Organization, Archive.Archive.Broker, Archive.Archive.StationOf(shape.Organization), new(shape.Organization, notice));

    private GetPaymentRequest Activating(string notice) =>
        new(
            shape.Organization,
            Archive.Archive.Broker,
            Archive.Archive.StationOf(shape.Organization),
            PaVersion.V2,
            new(shape.Organization, notice)
        );

    private Task SendAsync(PaRequest request) => NodeLoad.CallAsync(http, _node, PaForNodeClientWriter.Write(request));
}

using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.TestKit;

/// <summary>What the node is told of the transfers of a notice that it is about to have paid.</summary>
public static class CategoriesOfNotice
{
    /// <summary>Of an organization that is its own broker, with one station.</summary>
    public static async Task<string[]> CategoriesAsync(this NodeCaller node, string organization, string notice, PaVersion version)
    {
        var station = $"{organization}_01";
        var answer = await node.SendAsync(
            station,
            new GetPaymentRequest(organization, organization, station, version, new QrCode(organization, notice)) { AmountCents = 1 }
        );
        return answer.Response is GetPaymentResponse payment
            ? [.. payment.Data.Transfers.Select(t => t.TransferCategory)]
            : throw new InvalidOperationException($"The station answered {answer.FaultCode ?? answer.Status.ToString()}.");
    }
}

using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Loads what the PSPs say they have transferred. One of them forgets a payment first and corrects itself.</summary>
public sealed class LoadRendicontazioni(Tools tools)
{
    public async Task<IReadOnlyList<ReportedFlow>> RunAsync(MadePayments made, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Load the rendicontazioni");
        var flows = await tools.Simulator.ListFlowsAsync(tools.Organization, cancellationToken);
        var revised = Plain(flows, made)[0];
        await tools.Simulator.ReviseFlowAsync(revised.FlussoId, revised.ReceiptIds[0], cancellationToken);
        foreach (var (index, flow) in flows.Index())
        {
            await UploadAsync(flow.FlussoId, cancellationToken);
            step.At(index + 1, flows.Count + 1);
        }
        await tools.Simulator.ReviseFlowAsync(revised.FlussoId, dropIur: null, cancellationToken);
        var second = await UploadAsync(revised.FlussoId, cancellationToken);
        Expect.Equal("revision of the corrected flow", 2, second.Revision);
        Expect.Equal("amount of the corrected flow", revised.TotalCents, second.TotalAmountCents);
        step.At(flows.Count + 1, flows.Count + 1);
        var total = Sum.Of(flows.Select(flow => flow.TotalCents));
        Expect.Equal("amount reported by the PSPs", made.Sum.Cents, total.Cents);
        step.Say($"{flows.Count} flows of {flows.DistinctBy(flow => flow.PspId).Count()} PSPs, one revised: {Euro.Text(total.Cents)}");
        return flows;
    }

    /// <summary>The flows in which nothing else is going on.</summary>
    internal static IReadOnlyList<ReportedFlow> Plain(IReadOnlyList<ReportedFlow> flows, MadePayments made)
    {
        var special = made.Items.Where(payment => payment.IsDuplicate || payment.IsLate).Select(payment => payment.ReceiptId).ToHashSet();
        return [.. flows.Where(flow => !flow.ReceiptIds.Any(special.Contains))];
    }

    private async Task<Rendicontazione> UploadAsync(string flussoId, CancellationToken cancellationToken)
    {
        using var xml = new MemoryStream(await tools.Simulator.DownloadFlowAsync(flussoId, cancellationToken));
        var loaded = await tools.Client.Rendicontazioni.UploadAsync(
            tools.Organization,
            "rendicontazione.xml",
            xml,
            cancellationToken: cancellationToken
        );
        Expect.Equal($"amount of {flussoId}", loaded.TotalAmountCents, loaded.ComputedAmountCents);
        return loaded;
    }
}

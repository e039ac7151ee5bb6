using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>
/// Connects the organization to the service by which pagoPA hands rendicontazioni out. Nobody downloads or uploads any: they are
/// fetched, also when one PSP, which has forgotten a payment, corrects itself.
/// </summary>
public sealed class FetchRendicontazioni(Tools tools)
{
    private const string Service = "fdr";

    public async Task<IReadOnlyList<ReportedFlow>> RunAsync(MadePayments made, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Fetch the rendicontazioni");
        var flows = await tools.Simulator.ListFlowsAsync(tools.Organization, cancellationToken);
        var revised = Plain(flows, made)[0];
        await tools.Simulator.ReviseFlowAsync(revised.FlussoId, revised.ReceiptIds[0], cancellationToken);
        await tools.Client.Connections.CreateAsync(
            tools.Organization,
            new() { Code = Service, BaseUrl = tools.Simulator.FdrUrl.AbsoluteUri },
            cancellationToken: cancellationToken
        );
        await FetchAsync(cancellationToken);
        step.At(1, 2);
        await tools.Simulator.ReviseFlowAsync(revised.FlussoId, dropIur: null, cancellationToken);
        await FetchAsync(cancellationToken);
        step.At(2, 2);
        await CheckAsync(flows, made, revised, cancellationToken);
        step.Say($"{flows.Count} flows of {flows.DistinctBy(flow => flow.PspId).Count()} PSPs, one revised: {Euro.Text(made.Sum.Cents)}");
        return flows;
    }

    /// <summary>The flows in which nothing else is going on.</summary>
    internal static IReadOnlyList<ReportedFlow> Plain(IReadOnlyList<ReportedFlow> flows, MadePayments made)
    {
        var special = made.Items.Where(payment => payment.IsDuplicate || payment.IsLate).Select(payment => payment.ReceiptId).ToHashSet();
        return [.. flows.Where(flow => !flow.ReceiptIds.Any(special.Contains))];
    }

    private async Task FetchAsync(CancellationToken cancellationToken)
    {
        var called = await tools.Client.Connections.CallAndWaitAsync(tools.Organization, Service, cancellationToken: cancellationToken);
        Expect.Equal("state of the connection", ConnectionStates.Working, called.State);
        Expect.Equal("flows still to be fetched", 0L, called.BacklogCount);
    }

    private async Task CheckAsync(
        IReadOnlyList<ReportedFlow> flows,
        MadePayments made,
        ReportedFlow revised,
        CancellationToken cancellationToken
    )
    {
        var fetched = new List<Rendicontazione>();
        await foreach (var published in tools.Client.PublishedFlows.ListAllAsync(tools.Organization, cancellationToken: cancellationToken))
        {
            Expect.Equal($"state of {published.FlussoId}", PublishedFlowStates.Fetched, published.State);
            fetched.Add(
                await tools.Client.Rendicontazioni.ReadAsync(
                    tools.Organization,
                    published.RendicontazioneId!,
                    cancellationToken: cancellationToken
                )
            );
        }
        var current = fetched.Where(flow => flow.State != RendicontazioneStates.Superseded).ToList();
        Expect.Equal("flows that count", flows.Count, current.Count);
        Expect.Equal("amount reported by the PSPs", made.Sum.Cents, current.Sum(flow => flow.ComputedAmountCents));
        var second = current.Single(flow => flow.FlussoId == revised.FlussoId);
        Expect.Equal("revision of the corrected flow", 2, second.Revision);
        Expect.Equal("amount of the corrected flow", revised.TotalCents, second.TotalAmountCents);
    }
}

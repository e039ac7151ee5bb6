using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>
/// A whole collection, from the members' spreadsheet to the reversali, through the SDK alone. Members owe a fee; the notice is
/// paid; the receipt, the rendicontazione and the bank say so, each in its own time; no cent may be unaccounted for.
/// </summary>
public static class MainJob
{
    /// <param name="client">May do everything.</param>
    /// <param name="nodeUrl">Where the stations answer the node, without the station: <c>http://127.0.0.1:5080/node/</c>.</param>
    /// <param name="simulator">Sends to the node simulator.</param>
    public static async Task<MainJobResult> RunAsync(
        PagoDigitaleClient client,
        Uri nodeUrl,
        HttpClient simulator,
        IProgressSink progress,
        MainJobOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var tools = new Tools(client, nodeUrl, new SimulatorClient(simulator), options ?? new(), progress);
        await new CreateOrganization(tools).RunAsync(cancellationToken);
        var issued = await new IssueNotices(tools).RunAsync(cancellationToken);
        await new CheckNotices(tools).RunAsync(issued, cancellationToken);
        await new EndLatePayments(tools).RunAsync(cancellationToken);
        var made = await new PayNotices(tools).RunAsync(issued, cancellationToken);
        var flows = await new FetchRendicontazioni(tools).RunAsync(made, cancellationToken);
        var loaded = await new LoadBankStatement(tools).RunAsync(flows, made, cancellationToken);
        await new Reconcile(tools).RunAsync("Reconcile", loaded.Statement.Id, cancellationToken);
        await new IssueReversali(tools).RunAsync(loaded.Statement.Id, cancellationToken);
        await new ReleaseLateReceipt(tools).RunAsync(made.Late, cancellationToken);
        await new Reconcile(tools).RunAsync("Reconcile again", loaded.Statement.Id, cancellationToken);
        await new IssueReversali(tools).RunAsync(loaded.Statement.Id, cancellationToken);
        return await new CloseTheSums(tools).RunAsync(issued, made, flows, loaded, cancellationToken);
    }
}

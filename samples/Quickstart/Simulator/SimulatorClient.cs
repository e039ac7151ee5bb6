using System.Globalization;
using System.Net.Http.Json;

namespace PagoDigitale.Quickstart.Simulator;

/// <summary>Asks the node simulator to pay, to report and to transfer (samples/NodeSimulator/README.md).</summary>
public sealed class SimulatorClient(HttpClient http)
{
    public Task<PaymentReport> PayAsync(PaymentOrder order, CancellationToken cancellationToken) =>
        PostAsync<PaymentReport>("payments", order, cancellationToken);

    public Task<ReleaseReport> ReleaseReceiptsAsync(string organization, CancellationToken cancellationToken) =>
        PostAsync<ReleaseReport>($"receipts/release?organization={organization}", new { }, cancellationToken);

    public async Task<IReadOnlyList<ReportedFlow>> ListFlowsAsync(string organization, CancellationToken cancellationToken) =>
        (await http.GetFromJsonAsync<FlowList>($"fdr?organization={organization}", cancellationToken))!.Items;

    /// <summary>Where it answers as pagoPA's service of rendicontazioni for organizations.</summary>
    public Uri FdrUrl => new(http.BaseAddress!, "fdr-org/service/v1");

    /// <summary>Leaves a payment out of the flow; null puts everything back.</summary>
    public Task<ReportedFlow> ReviseFlowAsync(string flussoId, string? dropIur, CancellationToken cancellationToken) =>
        PostAsync<ReportedFlow>($"fdr/{flussoId}/revise", new { dropIur }, cancellationToken);

    public Task<byte[]> DownloadStatementAsync(
        string organization,
        int unrelatedCount,
        string shortFlussoId,
        long shortCents,
        CancellationToken cancellationToken
    ) =>
        http.GetByteArrayAsync(
            new Uri(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"bank-statement?organization={organization}&unrelated={unrelatedCount}&shortFlow={shortFlussoId}:{shortCents}"
                ),
                UriKind.Relative
            ),
            cancellationToken
        );

    private async Task<T> PostAsync<T>(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(path, body, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new InvalidOperationException(
                $"The simulator refused {path}: {await answer.Content.ReadAsStringAsync(cancellationToken)}"
            );
        return (await answer.Content.ReadFromJsonAsync<T>(cancellationToken))!;
    }

    private sealed record FlowList(IReadOnlyList<ReportedFlow> Items);
}

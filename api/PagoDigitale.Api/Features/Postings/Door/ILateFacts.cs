namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>
/// Late facts find their place by themselves: who brings new ones asks, in its transaction, for a reconciliation of everything
/// open. Answered by <c>ReconciliationJobs</c>, which stands above all who ask.
/// </summary>
public interface ILateFacts
{
    Task AskAsync(CancellationToken ct);

    /// <summary>Receipts are news only when something has been waiting for one. The last thing their transaction does.</summary>
    Task AskForReceiptsAsync(IReadOnlyCollection<string> iuvs, CancellationToken ct);
}

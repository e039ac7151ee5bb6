using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Matches positions, receipts, rendicontazioni and movements; every item gets a class.</summary>
public sealed class Reconcile(Tools tools)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public async Task<ReconciliationJob> RunAsync(string title, string statementId, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin(title);
        var job = await tools.Client.ReconciliationJobs.CreateAsync(
            tools.Organization,
            new() { StatementId = statementId },
            cancellationToken: cancellationToken
        );
        job = await tools.Client.ReconciliationJobs.WaitUntilCompletedAsync(tools.Organization, job.Id, Patience, cancellationToken);
        if (job.State != ReconciliationJobStates.Completed)
            throw new MainJobFailedException($"The reconciliation is {job.State}: {job.Failure?.Message}");
        Expect.Equal("items with a class", job.Counts.Items, job.Classes.Sum(found => found.Count));
        Expect.Equal("amount of the items", job.Amounts.TotalCents, job.Amounts.RegularCents + job.Amounts.AnomalousCents);
        step.At(1, 1);
        step.Say(string.Join(", ", job.Classes.Where(found => found.Count > 0).Select(found => $"{found.Class} {found.Count}")));
        return job;
    }
}

using PagoDigitale.Api.Platform.Jobs;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs.Exposed;

/// <summary>
/// Late facts find their place by themselves: who brings new ones asks for a run over everything open. An organization that
/// has never reconciled is left alone, and asking many times before the run begins is asking once.
/// </summary>
public sealed class AutomaticReconciliationWriter(TenantSession session, JobQueue jobs)
{
    public async Task AskAsync(CancellationToken ct)
    {
        if (await session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM reconciliation_jobs WHERE organization_id = $1 AND state = 'completed')", ct, session.Organization))
            await jobs.EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(), dedupeKey: "auto", ct);
    }
}

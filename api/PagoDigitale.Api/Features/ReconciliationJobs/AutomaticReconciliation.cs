using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// Late facts find their place by themselves: who brings new ones asks for a run over everything open. An organization that
/// has never asked for a reconciliation is left alone, and asking many times before the run begins is asking once.
/// </summary>
public sealed class AutomaticReconciliation(TenantSession session, JobQueue jobs) : ILateFacts
{
    /// <summary>A first run that has not ended counts: what comes while it is at work would be seen by none.</summary>
    private const string HasReconciled = "EXISTS (SELECT FROM reconciliation_jobs WHERE organization_id = $1)";

    public async Task AskAsync(CancellationToken ct)
    {
        if (await session.ScalarAsync<bool>($"SELECT {HasReconciled}", ct, session.Organization))
            await EnqueueAsync(ct);
    }

    /// <summary>
    /// A receipt is news to reconciliation only when a reported payment or a credit has been waiting for it. The last thing its
    /// transaction does.
    /// </summary>
    public async Task AskForReceiptsAsync(IReadOnlyCollection<string> iuvs, CancellationToken ct)
    {
        await ReceiptBarrier.HoldAsync(session, ct);
        if (
            await session.ScalarAsync<bool>(
                $"""
                SELECT {HasReconciled} AND (
                    EXISTS (SELECT FROM door.rendicontazione_rows w JOIN door.rendicontazioni r USING (organization_id, rendicontazione_id)
                        WHERE w.organization_id = $1 AND w.iuv = ANY ($2) AND w.receipt_record_id IS NULL AND r.state <> 'superseded')
                    OR EXISTS (SELECT FROM door.bank_movements
                        WHERE organization_id = $1 AND reference_value = ANY ($2) AND state = 'unmatched'))
                """,
                ct,
                session.Organization,
                iuvs.ToArray()
            )
        )
            await EnqueueAsync(ct);
    }

    private Task EnqueueAsync(CancellationToken ct) =>
        jobs.EnqueueAsync(RunReconciliation.Kind, new ReconciliationRun(), dedupeKey: "auto", ct);
}

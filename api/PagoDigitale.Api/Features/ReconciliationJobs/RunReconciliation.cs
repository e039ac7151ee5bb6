using Npgsql;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <param name="JobId">The job a caller asked for; null for the automatic run.</param>
public sealed record ReconciliationRun(Guid? JobId = null);

/// <summary>
/// Runs a reconciliation in three commits: begin, match, classify. Each looks at what is stored and is complete in itself, so
/// a run that dies anywhere is simply run again. Matching, with all its effects on money, is one transaction; classifying, which
/// sees one moment, brings the items up to date. One match at a time for an organization, one classification for a scope.
/// </summary>
public sealed class RunReconciliation(TenantScopes tenants) : IJobHandler
{
    /// <summary>Statements over everything an organization has open: millions of payments, where years were loaded at once.</summary>
    private const int StatementSeconds = 1800;

    /// <summary>Another run of the scope, or one that renews the automatic job, may end first as often as that.</summary>
    private const int SightsMax = 10;

    public static string Kind => "reconciliation.run";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        if (await BeginAsync(job, ct) is not { } scope)
            return;
        try
        {
            await MatchAsync(job.Organization, scope, ct);
            await ClassifyAsync(job.Organization, scope, ct);
        }
        catch (Exception) when (job.Attempts >= JobRunner.AttemptsMax && !ct.IsCancellationRequested)
        {
            await FailAsync(job.Organization, scope, ct);
            throw;
        }
    }

    private async Task<RunScope?> BeginAsync(Job job, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(job.Organization, ct);
        var scope = await unit.Get<JobStateWriter>().BeginAsync(job.Read<ReconciliationRun>().JobId, job.Id, ct);
        await unit.CommitAsync(ct);
        return scope;
    }

    private async Task MatchAsync(string organization, RunScope scope, CancellationToken ct)
    {
        await ReceiptBarrier.PassAsync(tenants, organization, ct);
        await using var unit = await tenants.OpenAsync(organization, ct);
        unit.Session.CommandTimeout = StatementSeconds;
        await ReconciliationLock.TakeAsync(unit.Session, ct);
        await unit.Get<ItemSeries>().MarkSinceAsync(scope, ct);
        await unit.Get<LateFactsWriter>().LinkAsync(ct);
        await unit.Get<StornoMatchWriter>().ReverseAsync(scope, ct);
        await unit.Get<FlowMatchWriter>().MatchAsync(scope, ct);
        await unit.Get<SingleTransferWriter>().MatchAsync(scope, ct);
        await unit.CommitAsync(ct);
    }

    private async Task ClassifyAsync(string organization, RunScope scope, CancellationToken ct)
    {
        for (var sight = 1; ; sight++)
        {
            try
            {
                await ClassifyOnceAsync(organization, scope, ct);
                return;
            }
            catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.SerializationFailure && sight < SightsMax)
            {
                // Somebody ended what this one had waited for: from the new state of things all is looked at again.
            }
        }
    }

    private async Task ClassifyOnceAsync(string organization, RunScope scope, CancellationToken ct)
    {
        await using var unit = await tenants.OpenSnapshotAsync(organization, ct);
        unit.Session.CommandTimeout = StatementSeconds;
        // Only the job and its scope are locked: what is read is of one moment, and uploads need not wait for it.
        if (!await unit.Get<JobStateWriter>().HoldIfRunningAsync(scope, ct))
            return;
        var written = await unit.Get<ItemWriter>().WriteAsync(scope, isWhole: false, ct);
        await unit.Get<JobStateWriter>().CompleteAsync(scope, written, ct);
        await unit.CommitAsync(ct);
    }

    private async Task FailAsync(string organization, RunScope scope, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        await unit.Get<JobStateWriter>().FailAsync(scope, ct);
        await unit.CommitAsync(ct);
    }
}

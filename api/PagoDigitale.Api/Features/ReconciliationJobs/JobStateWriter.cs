using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>What a run covers: a statement, a flow, both, or everything not yet accounted.</summary>
/// <param name="SeriesId">Of all runs that cover the same.</param>
public sealed record RunScope(Guid JobId, Guid SeriesId, Guid? StatementId, string? FlussoId)
{
    public bool IsEverything => StatementId is null && FlussoId is null;
}

/// <summary>Moves a job along its life cycle.</summary>
public sealed class JobStateWriter(TenantSession session, ItemSeries series, ItemWriter items, EventLog events, TimeProvider clock)
{
    /// <summary>There is one automatic job for an organization: each run takes the place of the one before.</summary>
    public const string Automatic = "automatic";

    /// <summary>The one before, which tells what is open until the new run has ended.</summary>
    public const string BeforeAutomatic = "automatic-before";

    /// <param name="jobId">What a caller asked for; null for the automatic job.</param>
    /// <param name="runId">Of the run: the automatic job takes it, so that a run that is tried again finds its own.</param>
    /// <returns>Null when there is nothing left to do: the job has ended already.</returns>
    public async Task<RunScope?> BeginAsync(Guid? jobId, Guid runId, CancellationToken ct)
    {
        var id = jobId ?? runId;
        if (jobId is null)
            await RenewAutomaticAsync(runId, ct);
        var found = await session.QueryAsync(
            """
            UPDATE reconciliation_jobs SET state = $4, started_at = coalesce(started_at, $3)
            WHERE organization_id = $1 AND job_id = $2 AND state = ANY ($5)
            RETURNING statement_id, flusso_id
            """,
            r => (Statement: r.IsDBNull(0) ? (Guid?)null : r.GetGuid(0), Flow: r.IsDBNull(1) ? null : r.GetString(1)),
            ct,
            session.Organization,
            id,
            clock.GetUtcNow(),
            StateText.Of(ReconciliationJobState.Running),
            // One that runs already was begun by a worker that died.
            Texts(ReconciliationJobLifeCycle.Table.Taken(ReconciliationJobEvent.Start).Select(t => t.From))
        );
        return found.Count == 0
            ? null
            : new(id, await series.OfAsync(found[0].Statement, found[0].Flow, ct), found[0].Statement, found[0].Flow);
    }

    /// <summary>Nobody else classifies the job until the transaction ends; false when somebody has finished it meanwhile.</summary>
    public async Task<bool> HoldIfRunningAsync(RunScope scope, CancellationToken ct) =>
        await session.ScalarAsync<string>(
            "SELECT state FROM reconciliation_jobs WHERE organization_id = $1 AND job_id = $2 FOR UPDATE",
            ct,
            session.Organization,
            scope.JobId
        )
            is { } state
        && ReconciliationJobLifeCycle.Decide(StateText.Parse<ReconciliationJobState>(state), ReconciliationJobEvent.Complete).IsMoved;

    public async Task CompleteAsync(RunScope scope, WrittenRun written, CancellationToken ct)
    {
        var classes = written.Classes;
        var (regular, anomalous) = (classes.Where(c => c.IsRegular).Sum(c => c.Count), classes.Where(c => !c.IsRegular).Sum(c => c.Count));
        await session.ExecuteAsync(
            """
            UPDATE reconciliation_jobs SET state = $8, items_count = $3, regular_count = $4, anomalous_count = $5, classes = $6,
                failure = NULL, completed_at = $7, series_id = $9, run = $10
            WHERE organization_id = $1 AND job_id = $2
            """,
            ct,
            session.Organization,
            scope.JobId,
            regular + anomalous,
            regular,
            anomalous,
            Json(classes),
            clock.GetUtcNow(),
            StateText.Of(ReconciliationJobState.Completed),
            scope.SeriesId,
            written.Number
        );
        await ForgetBeforeAsync(scope.JobId, ct);
        await items.ForgetAsync(scope.SeriesId, written.Number - 1, ct);
        await events.EmitAsync(
            new ReconciliationCompleted(
                PublicId.Format("rcj", scope.JobId),
                scope.StatementId is { } statement ? PublicId.Format("bst", statement) : null,
                scope.FlussoId,
                regular + anomalous,
                regular,
                anomalous,
                classes
            ),
            ct
        );
    }

    public Task FailAsync(RunScope scope, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE reconciliation_jobs SET state = $5, failure = $3, completed_at = $4
            WHERE organization_id = $1 AND job_id = $2 AND state = ANY ($6)
            """,
            ct,
            session.Organization,
            scope.JobId,
            Json(
                new ReconciliationFailure
                {
                    Code = "reconciliation-failed",
                    Message = ReconciliationJobsTexts.Stopped,
                    Remedy = ReconciliationJobsTexts.StartAgain,
                }
            ),
            clock.GetUtcNow(),
            StateText.Of(ReconciliationJobState.Failed),
            Texts(ReconciliationJobLifeCycle.Table.StatesMovedBy(ReconciliationJobEvent.Fail))
        );

    /// <summary>
    /// Every automatic run has a job of its own, whatever the one before is doing: a run still at work does not see what this
    /// one was asked for. It finds its job gone when it comes to classify, and leaves that to this one. Two runs at once only
    /// happen when the worker of the first was taken for dead.
    /// </summary>
    private async Task RenewAutomaticAsync(Guid run, CancellationToken ct)
    {
        await session.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended('reconciliation-automatic/' || $1, 0))",
            ct,
            session.Organization
        );
        if (
            await session.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM reconciliation_jobs WHERE organization_id = $1 AND job_id = $2)",
                ct,
                session.Organization,
                run
            )
        )
            return;
        foreach (
            var (id, state) in await session.QueryAsync(
                "SELECT job_id, state FROM reconciliation_jobs WHERE organization_id = $1 AND external_id = $2 FOR UPDATE",
                r => (Id: r.GetGuid(0), State: StateText.Parse<ReconciliationJobState>(r.GetString(1))),
                ct,
                session.Organization,
                Automatic
            )
        )
            if (state is ReconciliationJobState.Completed)
                await PutBehindAsync(id, ct);
            else
                await DeleteAsync(id, ct);
        await session.ExecuteAsync(
            """
            INSERT INTO reconciliation_jobs (organization_id, job_id, external_id, state, created_at) VALUES ($1, $2, $3, $4, $5)
            """,
            ct,
            session.Organization,
            run,
            Automatic,
            StateText.Of(ReconciliationJobLifeCycle.Table.Initial),
            clock.GetUtcNow()
        );
    }

    private async Task PutBehindAsync(Guid id, CancellationToken ct)
    {
        foreach (var older in await BeforeAsync(ct))
            await DeleteAsync(older, ct);
        await session.ExecuteAsync(
            "UPDATE reconciliation_jobs SET external_id = $3 WHERE organization_id = $1 AND job_id = $2",
            ct,
            session.Organization,
            id,
            BeforeAutomatic
        );
    }

    private async Task ForgetBeforeAsync(Guid completed, CancellationToken ct)
    {
        if (
            await session.ScalarAsync<string>(
                "SELECT external_id FROM reconciliation_jobs WHERE organization_id = $1 AND job_id = $2",
                ct,
                session.Organization,
                completed
            ) != Automatic
        )
            return;
        foreach (var older in await BeforeAsync(ct))
            await DeleteAsync(older, ct);
    }

    private Task<List<Guid>> BeforeAsync(CancellationToken ct) =>
        session.QueryAsync(
            "SELECT job_id FROM reconciliation_jobs WHERE organization_id = $1 AND external_id = $2",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            BeforeAutomatic
        );

    private async Task DeleteAsync(Guid id, CancellationToken ct)
    {
        var deleted = await session.QueryAsync(
            "DELETE FROM reconciliation_jobs WHERE organization_id = $1 AND job_id = $2 RETURNING series_id, run",
            r => r.IsDBNull(1) ? ((Guid Series, int Run)?)null : (r.GetGuid(0), r.GetInt32(1)),
            ct,
            session.Organization,
            id
        );
        foreach (var (seriesId, run) in deleted.OfType<(Guid, int)>())
            await items.ForgetAsync(seriesId, run, ct);
    }

    private static string[] Texts(IEnumerable<ReconciliationJobState> states) => [.. states.Select(s => StateText.Of(s))];

    private static NpgsqlParameter Json<T>(T value) =>
        new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}

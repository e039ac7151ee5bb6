using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// File → staged rows → verdicts. Killed at any moment and run again it gives the same rows: what was staged is thrown away
/// first, and the rows of the flow appear in one transaction together with the state 'ready'. A crash of the database empties the
/// staging table behind our back: a flow is ready only with a verdict for each row that was read, and is read again otherwise.
/// </summary>
public sealed class ValidateFlow(TenantScopes scopes, AppDataSource source, TimeProvider clock, ILogger<FlowWatch> log) : IJobHandler
{
    public const int RowsMax = 1_000_000;
    private const int BatchRows = 5_000;

    public static string Kind => "flow.validate";

    public async Task RunAsync(Job job, CancellationToken ct)
    {
        var id = job.Read<FlowJob>().FlowId;
        await using var alone = await FlowGuard.TakeAsync(source, id, ct);
        if (await BeginAsync(job.Organization, id, ct) is not { } flow)
            return;
        await using var watch = FlowWatch.Begin(scopes, job.Organization, id, log, ct);
        try
        {
            await CheckAsync(job.Organization, flow, alone, watch.Going);
        }
        catch (FlowFileException broken)
        {
            await FailAsync(job.Organization, flow, broken.Failure, ct);
        }
        catch (OperationCanceledException) when (watch.IsFlowCancelled)
        {
            await new FlowStaging(scopes, job.Organization, id).ClearAsync(ct);
        }
    }

    private async Task CheckAsync(string organization, FlowRecord flow, FlowGuard alone, CancellationToken ct)
    {
        string? path = null;
        try
        {
            await using (var scope = await scopes.OpenAsync(organization, ct))
                path = await FlowFiles.FetchAsync(scope.Get<InboundMessages>(), flow, ct);
            using var reading = FlowFormats.Open(path, flow.Parameters, RomeTime.LegalDate(clock.GetUtcNow()), ct);
            if (await StageAsync(organization, flow, reading, ct) is not { } rows)
                return;
            await alone.EnsureHeldAsync(ct);
            await FinishAsync(organization, flow, reading, rows.Count, rows.HasOptions, ct);
        }
        finally
        {
            if (path is not null)
                File.Delete(path);
        }
    }

    private async Task<FlowRecord?> BeginAsync(string organization, Guid id, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        if (
            await scope.Get<FlowLookup>().FindAsync(id, forUpdate: true, ct) is not { } flow
            || FlowLifeCycle.Decide(flow.State, FlowEvent.Validate).IsRefused
        )
            return null;
        await scope.Session.ExecuteAsync(
            """
            UPDATE flows SET state = $3, started_at = $4, processed_rows = 0, rows_total = 0, version = version + $5
                WHERE organization_id = $1 AND flow_id = $2
            """,
            ct,
            organization,
            id,
            StateText.Of(FlowState.Validating),
            clock.GetUtcNow(),
            flow.State == FlowState.Validating ? 0 : 1
        );
        await scope.CommitAsync(ct);
        return flow;
    }

    /// <summary>
    /// How many rows were read, and whether any is one instalment of a position; null when the flow was cancelled
    /// meanwhile. While one batch is being copied the next is checked.
    /// </summary>
    private async Task<(int Count, bool HasOptions)?> StageAsync(
        string organization,
        FlowRecord flow,
        IFlowReading reading,
        CancellationToken ct
    )
    {
        var staging = new FlowStaging(scopes, organization, flow.Id);
        await staging.ClearAsync(ct);
        var batch = new List<FlowRow>(BatchRows);
        var copying = Task.FromResult(true);
        var (count, hasOptions) = (0, false);
        try
        {
            foreach (var (row, position) in reading.Rows())
            {
                if (++count > RowsMax)
                    throw new FlowFileException("too-many-rows", FlowFileTexts.TooManyRows.With(RowsMax), FlowFileTexts.Split);
                batch.Add(row);
                hasOptions |= row.OptionIndex is not null;
                if (batch.Count < BatchRows)
                    continue;
                ct.ThrowIfCancellationRequested();
                if (!await copying)
                    return null;
                copying = staging.WriteAsync(batch, count, (int)(count / Math.Clamp(position, 0.001, 1)), ct);
                batch = new List<FlowRow>(BatchRows);
            }
        }
        finally
        {
            // A copy under way must not outlive this run, however it ends.
            await copying.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
        }
        if (count == 0)
            throw new FlowFileException("no-rows", FlowFileTexts.NoRows, FlowFileTexts.ExportRows);
        return await copying && (batch.Count == 0 || await staging.WriteAsync(batch, count, count, ct)) ? (count, hasOptions) : null;
    }

    private async Task FinishAsync(
        string organization,
        FlowRecord flow,
        IFlowReading reading,
        int rows,
        bool hasOptions,
        CancellationToken ct
    )
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        var verdicts = scope.Get<FlowVerdictWriter>();
        await verdicts.WriteAsync(flow, rows, hasOptions, reading.Amounts, ct);
        // Not before the long statement: whoever cancels the flow waits for this lock.
        var now = (await scope.Get<FlowLookup>().FindAsync(flow.Id, forUpdate: true, ct))!;
        if (!FlowLifeCycle.Decide(now.State, FlowEvent.MakeReady).IsMoved)
            return;
        await verdicts.CountAsync(flow.Id, ct);
        await scope.Session.ExecuteAsync(
            """
            UPDATE flows SET state = $3, columns = $4, delimiter = $5, validated_at = $6, warnings = $7, version = version + 1
                WHERE organization_id = $1 AND flow_id = $2
            """,
            ct,
            organization,
            flow.Id,
            StateText.Of(FlowState.Ready),
            reading.Headers.ToArray(),
            reading.Delimiter.ToString(),
            clock.GetUtcNow(),
            UploadFlowHandler.Json(reading.Warnings)
        );
        await scope.Get<FlowEventWriter>().EmitAsync(flow.Id, f => new FlowReady(f), ct);
        await scope.CommitAsync(ct);
    }

    private async Task FailAsync(string organization, FlowRecord flow, Failure failure, CancellationToken ct)
    {
        await using var scope = await scopes.OpenAsync(organization, ct);
        await FlowStaging.ClearAsync(scope.Session, flow.Id, ct);
        var moved = await scope.Session.ExecuteAsync(
            """
            UPDATE flows SET state = $3, failure = $4, version = version + 1 WHERE organization_id = $1 AND flow_id = $2 AND state = $5
            """,
            ct,
            organization,
            flow.Id,
            StateText.Of(FlowState.Failed),
            UploadFlowHandler.Json(failure),
            StateText.Of(FlowState.Validating)
        );
        if (moved == 1)
            await scope.Get<FlowEventWriter>().EmitAsync(flow.Id, f => new FlowFailed(f, failure.Code), ct);
        await scope.CommitAsync(ct);
    }
}

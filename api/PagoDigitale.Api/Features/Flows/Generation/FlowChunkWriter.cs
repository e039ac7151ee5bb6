using Npgsql;
using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>
/// Makes positions of the next valid rows of a flow, in the running transaction. See <see cref="FlowChunkSql"/> for the statements.
/// </summary>
public sealed class FlowChunkWriter(
    TenantSession session,
    PositionSetWriter positions,
    FlowTaxonomyQueries taxonomy,
    FlowEventWriter events,
    TimeProvider clock
)
{
    private const int TimeoutSeconds = 1800;
    private const int CollisionsMax = 3;

    /// <summary>False when no valid row was left; refused, with nothing written, when there are no notice numbers to give.</summary>
    public Task<Outcome<bool>> WriteAsync(FlowRecord flow, int rowsMax, CancellationToken ct) =>
        WriteAsync(flow, rowsMax, flow.Parameters.GroupByDebtor, CollisionsMax, ct);

    /// <param name="isAlone">Nobody else makes a position with a code meanwhile.</param>
    /// <param name="collisions">How often a code may be taken while positions are made, before the job has to try again.</param>
    private async Task<Outcome<bool>> WriteAsync(FlowRecord flow, int rowsMax, bool isAlone, int collisions, CancellationToken ct)
    {
        session.CommandTimeout = TimeoutSeconds;
        await AccountBarrier.HoldAsync(session, ct);
        var rows = await PickAsync(flow, rowsMax, ct);
        if (rows.Count == 0)
            return false;
        var hasCodes = rows.Exists(r => r.ExternalId is not null);
        if (isAlone && hasCodes)
            await GroupBarrier.CloseAsync(session, ct);
        if (
            (hasCodes && await SettleTakenAsync(flow, rows, ct))
            || await RejectOverAsync(flow, rows, ct) > 0
            || await RejectUnlistedAsync(flow, rows, ct) > 0
        )
        {
            await SettleWholesAsync(flow, rows, ct);
            return true;
        }
        var chunk = FlowChunk.Of(rows, flow.Parameters.GroupByDebtor, clock.GetUtcNow());
        // An estimate gone wrong must not turn the joins with the arrays into nested loops over twenty thousand rows. The one loop
        // that cannot be avoided then looks so costly that the server would compile the statement, which takes seconds. A chunk that does
        // not fit into memory is written to the disk once more for each table it goes to.
        await session.ExecuteAsync(
            "SET LOCAL jit = off; SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'; SAVEPOINT debtors",
            ct
        );
        await DraftAsync(flow, chunk, ct);
        var debtors = await positions.EnterDebtorsAsync(chunk, ct);
        // Who issues to the same debtors locks them too: what others were issuing is committed by now, and nobody begins until we are done.
        await session.ExecuteAsync("SET LOCAL enable_nestloop = on", ct);
        var issued = await IssuedAsync(flow, chunk, FlowChunkKind.Of(flow, rows), ct);
        await session.ExecuteAsync("SET LOCAL enable_nestloop = off", ct);
        if (issued.Count > 0)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT debtors", ct);
            await ExcludeAsync(flow, issued, ct);
            await SettleWholesAsync(flow, rows, ct);
            return true;
        }
        Outcome<string[]> notices;
        try
        {
            notices = await positions.MakeAsync(chunk, debtors, (flow.Id, flow.PublicId), ct);
        }
        catch (PostgresException taken) when (PositionSetWriter.IsCodeTaken(taken) && collisions > 0)
        {
            // Somebody took a code after we looked: thousands of rows are not lost for it, nor tried again for ever while others go on.
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT debtors", ct);
            return await WriteAsync(flow, rowsMax, isAlone: true, collisions - 1, ct);
        }
        if (notices.Error is { } error)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT debtors", ct);
            return error;
        }
        await MarkAsync(flow, chunk, notices.Value!, ct);
        await events.EmitAsync(
            flow.Id,
            f => new FlowPositionsCreated(
                f,
                chunk.PositionIds.Distinct().Count(),
                f.Amounts.GeneratedCents - flow.Amounts.GeneratedCents,
                chunk.Places[0],
                chunk.Places[^1]
            ),
            ct
        );
        return true;
    }

    private async Task<List<FlowChunkRow>> PickAsync(FlowRecord flow, int rowsMax, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            FlowChunkSql.Pick(flow.Parameters.GroupByDebtor),
            Read,
            ct,
            session.Organization,
            flow.Id,
            rowsMax
        );
        // Rows of one debtor and service are there all together; so are those of one position.
        if (flow.Parameters.GroupByDebtor || !rows.Exists(r => r.IsInstalment))
            return rows;
        rows.AddRange(
            await session.QueryAsync(
                FlowChunkSql.PickOthers,
                Read,
                ct,
                session.Organization,
                flow.Id,
                rows.Where(r => r.IsInstalment).Select(r => r.ExternalId!).Distinct().ToArray(),
                rows[^1].RowNumber
            )
        );
        return rows;
    }

    private static FlowChunkRow Read(NpgsqlDataReader r) =>
        new(
            r.GetInt32(0),
            r.GetString(1),
            r.GetString(2),
            r.IsDBNull(3) ? null : r.GetString(3),
            r.IsDBNull(4) ? null : r.GetInt16(4),
            r.IsDBNull(5) ? null : r.GetInt16(5)
        );

    /// <summary>Of a position of which a row was rejected or left out nothing is made.</summary>
    private async Task SettleWholesAsync(FlowRecord flow, List<FlowChunkRow> rows, CancellationToken ct)
    {
        if (!rows.Exists(r => r.IsInstalment))
            return;
        var settled = await session.QueryAsync(OptionRowsSql.SettleWholes, r => r.GetInt32(0), ct, session.Organization, flow.Id);
        if (settled.Sum() is > 0 and var excluded)
            await events.EmitAsync(flow.Id, f => new FlowRowsExcluded(f, excluded), ct);
    }

    /// <summary>A position may have taken a row's external code between the check and now: the row is left out, the others go on.</summary>
    private async Task<bool> SettleTakenAsync(FlowRecord flow, List<FlowChunkRow> rows, CancellationToken ct)
    {
        // One question by index, since nothing is taken as a rule; then as a set, whose sizes no statistics tell.
        if (
            !await session.ScalarAsync<bool>(
                FlowChunkSql.IsAnyTaken,
                ct,
                session.Organization,
                rows.Select(r => r.ExternalId).OfType<string>().Distinct().ToArray()
            )
        )
            return false;
        await session.ExecuteAsync("SET LOCAL enable_nestloop = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'", ct);
        var settled = await session.QueryAsync(
            FlowChunkSql.SettleTaken(FlowChunkKind.Of(flow, rows)),
            r => (Excluded: r.GetInt32(0), Rejected: r.GetInt32(1)),
            ct,
            session.Organization,
            flow.Id,
            rows.Select(r => r.RowNumber).ToArray()
        );
        await session.ExecuteAsync("SET LOCAL enable_nestloop = on", ct);
        if (settled.Sum(s => s.Excluded) is > 0 and var excluded)
            await events.EmitAsync(flow.Id, f => new FlowRowsExcluded(f, excluded), ct);
        return settled.Count > 0;
    }

    private async Task<int> RejectOverAsync(FlowRecord flow, List<FlowChunkRow> rows, CancellationToken ct) =>
        await session.ScalarAsync<int>(
            FlowChunkSql.RejectOver,
            ct,
            session.Organization,
            flow.Id,
            rows[0].RowNumber,
            rows[^1].RowNumber,
            RomeTime.LegalDate(clock.GetUtcNow())
        );

    /// <summary>
    /// Two flows with the same rows, checked side by side, are both valid: the one that comes second issues nothing twice.
    /// </summary>
    private Task<List<(int Row, string Notice)>> IssuedAsync(
        FlowRecord flow,
        PositionDrafts chunk,
        FlowChunkKind kind,
        CancellationToken ct
    ) =>
        session.QueryAsync(
            FlowChunkSql.Issued(kind),
            r => (r.GetInt32(0), r.GetString(1)),
            ct,
            session.Organization,
            flow.Id,
            chunk.Places,
            chunk.Places[0],
            chunk.Places[^1]
        );

    private async Task ExcludeAsync(FlowRecord flow, List<(int Row, string Notice)> issued, CancellationToken ct)
    {
        await session.ExecuteAsync(
            FlowChunkSql.ExcludeIssued,
            ct,
            session.Organization,
            flow.Id,
            issued.Select(i => i.Row).ToArray(),
            issued.Select(i => i.Notice).ToArray()
        );
        await events.EmitAsync(flow.Id, f => new FlowRowsExcluded(f, issued.Count), ct);
    }

    private async Task<int> RejectUnlistedAsync(FlowRecord flow, List<FlowChunkRow> rows, CancellationToken ct)
    {
        var faults = await taxonomy.FaultsAsync("s.service_code = ANY ($2)", ct, [rows.Select(r => r.ServiceCode).Distinct().ToArray()]);
        var refused = faults.Where(f => f.IsRefused).ToList();
        return refused.Count == 0
            ? 0
            : await session.ScalarAsync<int>(
                FlowChunkSql.RejectUnlisted,
                ct,
                session.Organization,
                flow.Id,
                rows[0].RowNumber,
                rows[^1].RowNumber,
                FlowTaxonomyQueries.Json(refused)
            );
    }

    private async Task DraftAsync(FlowRecord flow, PositionDrafts chunk, CancellationToken ct)
    {
        await positions.OpenAsync(ct);
        await session.ExecuteAsync(
            FlowChunkSql.Draft,
            ct,
            session.Organization,
            flow.Id,
            chunk.Places,
            chunk.Places[0],
            chunk.Places[^1],
            flow.Parameters.UnitCode
        );
    }

    private Task MarkAsync(FlowRecord flow, PositionDrafts chunk, string[] notices, CancellationToken ct) =>
        session.ExecuteAsync(
            FlowChunkSql.Mark,
            ct,
            session.Organization,
            flow.Id,
            chunk.Places,
            chunk.PositionIds,
            chunk.InstalmentIds,
            notices,
            chunk.IsFollower,
            chunk.Places[0],
            chunk.Places[^1]
        );
}

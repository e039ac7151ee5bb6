using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Generation;

/// <summary>Makes positions of the next valid rows of a flow, in the running transaction. See <see cref="FlowChunkSql"/> for the statements.</summary>
public sealed class FlowChunkWriter(
    TenantSession session,
    NoticeNumberWriter numbers,
    FlowTaxonomyQueries taxonomy,
    IMoneyOfPositions money,
    EventLog events,
    TimeProvider clock
)
{
    private const int TimeoutSeconds = 1800;

    /// <summary>False when no valid row was left; refused, with nothing written, when there are no notice numbers to give.</summary>
    public async Task<Outcome<bool>> WriteAsync(FlowRecord flow, int rowsMax, CancellationToken ct)
    {
        await AccountBarrier.HoldAsync(session, ct);
        var rows = await PickAsync(flow, rowsMax, ct);
        if (rows.Count == 0)
            return false;
        if (flow.Parameters.GroupByDebtor && rows.Exists(r => r.HasExternalId))
            await GroupBarrier.CloseAsync(session, ct);
        if (
            (rows.Any(r => r.HasExternalId) && await SettleTakenAsync(flow, rows, ct))
            || await RejectOverAsync(flow, rows, ct) > 0
            || await RejectUnlistedAsync(flow, rows, ct) > 0
        )
            return true;
        var chunk = FlowChunk.Of(rows, flow.Parameters.GroupByDebtor, clock.GetUtcNow());
        // An estimate gone wrong must not turn the joins with the arrays into nested loops over twenty thousand rows. The one loop
        // that cannot be avoided then looks so costly that the server would compile the statement, which takes seconds.
        await session.ExecuteAsync("SET LOCAL jit = off; SET LOCAL enable_nestloop = off; SAVEPOINT debtors", ct);
        var debtors = await UpsertDebtorsAsync(flow, chunk, ct);
        // Who issues to the same debtors locks them too: what others were issuing is committed by now, and nobody begins until we are done.
        await session.ExecuteAsync("SET LOCAL enable_nestloop = on", ct);
        var issued = await IssuedAsync(flow, chunk, ct);
        await session.ExecuteAsync("SET LOCAL enable_nestloop = off", ct);
        if (issued.Count > 0)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT debtors", ct);
            await ExcludeAsync(flow, issued, ct);
            return true;
        }
        var taken = await numbers.TakeAsync(chunk.PositionCount, ct);
        if (taken.Error is { } error)
        {
            await session.ExecuteAsync("ROLLBACK TO SAVEPOINT debtors", ct);
            return error;
        }
        await InsertAsync(flow, chunk, taken.Value!, debtors, ct);
        await money.SettleNewAsync([.. chunk.InstalmentIds.Distinct()], ct);
        return true;
    }

    private async Task<List<FlowChunkRow>> PickAsync(FlowRecord flow, int rowsMax, CancellationToken ct)
    {
        await using var command = session.Command(FlowChunkSql.Pick(flow.Parameters.GroupByDebtor), session.Organization, flow.Id, rowsMax);
        command.CommandTimeout = TimeoutSeconds;
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<FlowChunkRow>();
        while (await reader.ReadAsync(ct))
            rows.Add(new(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), reader.GetBoolean(3)));
        return rows;
    }

    /// <summary>A position may have taken a row's external code between the check and now: the row is left out, the others go on.</summary>
    private async Task<bool> SettleTakenAsync(FlowRecord flow, List<FlowChunkRow> rows, CancellationToken ct)
    {
        var settled = await session.QueryAsync(
            FlowChunkSql.SettleTaken(flow.Parameters.GroupByDebtor),
            r => (Excluded: r.GetInt32(0), Rejected: r.GetInt32(1)),
            ct,
            session.Organization,
            flow.Id,
            rows.Select(r => r.RowNumber).ToArray()
        );
        if (settled.Sum(s => s.Excluded) is > 0 and var excluded)
            await events.EmitAsync("flow.rows-excluded", "flow", flow.PublicId, new { rows = excluded }, ct);
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

    /// <summary>Two flows with the same rows, checked side by side, are both valid: the one that comes second issues nothing twice.</summary>
    private Task<List<(int Row, string Notice)>> IssuedAsync(FlowRecord flow, FlowChunk chunk, CancellationToken ct) =>
        session.QueryAsync(
            FlowChunkSql.Issued(flow.Parameters.GroupByDebtor),
            r => (r.GetInt32(0), r.GetString(1)),
            ct,
            session.Organization,
            flow.Id,
            chunk.RowNumbers,
            chunk.RowNumbers[0],
            chunk.RowNumbers[^1]
        );

    private async Task ExcludeAsync(FlowRecord flow, List<(int Row, string Notice)> issued, CancellationToken ct)
    {
        await ExecuteAsync(
            FlowChunkSql.ExcludeIssued,
            ct,
            session.Organization,
            flow.Id,
            issued.Select(i => i.Row).ToArray(),
            issued.Select(i => i.Notice).ToArray()
        );
        await events.EmitAsync("flow.rows-excluded", "flow", flow.PublicId, new { rows = issued.Count }, ct);
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

    /// <summary>The debtor of each row. Anonymous ones are entered as many times as they appear.</summary>
    private async Task<Guid[]> UpsertDebtorsAsync(FlowRecord flow, FlowChunk chunk, CancellationToken ct)
    {
        await ExecuteAsync(
            FlowChunkSql.UpsertDebtors,
            ct,
            session.Organization,
            flow.Id,
            chunk.RowNumbers,
            chunk.DebtorIds,
            clock.GetUtcNow(),
            chunk.RowNumbers[0],
            chunk.RowNumbers[^1]
        );
        var known = (
            await session.QueryAsync(
                "SELECT fiscal_code, debtor_id FROM debtors WHERE organization_id = $1 AND fiscal_code <> 'ANONIMO' AND fiscal_code = ANY ($2)",
                r => (Code: r.GetString(0), Id: r.GetGuid(1)),
                ct,
                session.Organization,
                chunk.Rows.Select(r => r.FiscalCode).Distinct().ToArray()
            )
        ).ToDictionary(r => r.Code, r => r.Id);
        return [.. chunk.Rows.Select((r, i) => r.IsAnonymous ? chunk.DebtorIds[i] : known[r.FiscalCode])];
    }

    private async Task InsertAsync(FlowRecord flow, FlowChunk chunk, List<string> notices, Guid[] debtors, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var state = PositionStates.Compute([InstalmentState.Unpaid], validFrom: null, RomeTime.LegalDate(now));
        // One cent stands for any amount: only the accounts are wanted here.
        var issued = PostingRules.Issue(new Shares(1)).Single();
        await ExecuteAsync(
            FlowChunkSql.Insert(flow.Parameters.GroupByDebtor),
            ct,
            session.Organization,
            flow.Id,
            chunk.RowNumbers,
            chunk.PositionIds,
            chunk.InstalmentIds,
            debtors,
            chunk.PostingIds,
            chunk.Groups.Select(g => notices[g]).ToArray(),
            chunk.IsGrouped,
            chunk.RowNumbers[0],
            chunk.RowNumbers[^1],
            now,
            flow.Parameters.UnitCode,
            StateText.Of(state),
            StateText.Of(InstalmentState.Unpaid),
            LedgerWriter.Text(issued.Kind),
            LedgerWriter.Text(issued.Debit),
            LedgerWriter.Text(issued.Credit),
            flow.PublicId
        );
    }

    private async Task ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = session.Command(sql, values);
        command.CommandTimeout = TimeoutSeconds;
        await command.ExecuteNonQueryAsync(ct);
    }
}

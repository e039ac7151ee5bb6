using Npgsql;
using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>
/// Moves what waits into the balances (decision 0028), so that little has to be added by who reads. One transaction for each
/// organization: killed anywhere, what was not moved waits for the next round.
/// </summary>
public sealed class FoldBalances(TenantScopes tenants, ITenantRegistry registry, AppDataSource source) : IRecurringJob
{
    /// <summary>A load leaves hundreds of thousands of debts.</summary>
    private const int StatementSeconds = 1_800;

    /// <summary>Organizations that are asked in one round trip.</summary>
    private const int AskedMax = 200;

    private const string IsWaiting = """
        SELECT EXISTS (SELECT FROM door.posting_tail WHERE organization_id = $1)
            OR EXISTS (SELECT FROM door.accertamento_changes WHERE organization_id = $1)
            OR (NOT EXISTS (SELECT FROM posting_totals WHERE organization_id = $1)
                AND EXISTS (SELECT FROM door.postings WHERE organization_id = $1))
        """;

    public TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <summary>How many postings and changes. What fails with one organization is told when all others had their turn.</summary>
    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var (count, failures) = (0, new List<Exception>());
        foreach (var organizations in (await registry.AllAsync(ct)).Chunk(AskedMax))
        foreach (var organization in await WaitingAsync(organizations, ct))
            try
            {
                count += await FoldAsync(organization, ct);
            }
            catch (Exception error) when (!ct.IsCancellationRequested)
            {
                failures.Add(error);
            }
        return failures.Count == 0 ? count : throw new AggregateException(failures);
    }

    private async Task<int> FoldAsync(string organization, CancellationToken ct)
    {
        await using var unit = await tenants.OpenAsync(organization, ct);
        unit.Session.CommandTimeout = StatementSeconds;
        await unit.Session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('balances/' || $1, 0))", ct, organization);
        await unit.Get<RebuildBalances>().RunIfLostAsync(ct);
        var count = await unit.Get<FoldPostings>().RunAsync(ct) + await unit.Get<FoldAccertamenti>().RunAsync(ct);
        await unit.CommitAsync(ct);
        return count;
    }

    /// <summary>Each is asked as itself, one after the other, in one round trip.</summary>
    private async Task<List<string>> WaitingAsync(string[] organizations, CancellationToken ct)
    {
        await using var connection = await source.Work.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var organization in organizations)
        {
            batch.BatchCommands.Add(
                new("SELECT set_config('app.organization', $1, true)") { Parameters = { new() { Value = organization } } }
            );
            batch.BatchCommands.Add(new(IsWaiting) { Parameters = { new() { Value = organization } } });
        }
        var waiting = new List<string>();
        await using var reader = await batch.ExecuteReaderAsync(ct);
        foreach (var organization in organizations)
        {
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            if (reader.GetBoolean(0))
                waiting.Add(organization);
            await reader.NextResultAsync(ct);
        }
        return waiting;
    }
}

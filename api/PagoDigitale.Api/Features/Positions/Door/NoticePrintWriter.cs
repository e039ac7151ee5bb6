using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Remembers which papers are out. A download reads and commits nothing, so this commits by itself, from the pool that callers'
/// own transactions do not come from: with that one exhausted they would wait for each other.
/// </summary>
public sealed class NoticePrintWriter(AppDataSource source, TenantSession session, TimeProvider clock)
{
    public Task MarkNoticeAsync(Guid instalment, CancellationToken ct) => MarkAsync("notice_prints", "instalment_id", instalment, ct);

    public Task MarkFlowAsync(Guid flow, CancellationToken ct) => MarkAsync("flow_notice_prints", "flow_id", flow, ct);

    private async Task MarkAsync(string table, string column, Guid id, CancellationToken ct)
    {
        await using var batch = source.Short.CreateBatch();
        batch.BatchCommands.Add(
            new("SELECT set_config('app.organization', $1, true)") { Parameters = { new() { Value = session.Organization } } }
        );
        batch.BatchCommands.Add(
            new(
                $"""
                INSERT INTO {table} AS p (organization_id, {column}, first_printed_at, last_printed_at) VALUES ($1, $2, $3, $3)
                ON CONFLICT (organization_id, {column}) DO UPDATE SET last_printed_at = greatest(p.last_printed_at,
                    excluded.last_printed_at)
                """
            )
            {
                Parameters =
                {
                    new() { Value = session.Organization },
                    new() { Value = id },
                    new() { Value = clock.GetUtcNow() },
                },
            }
        );
        await batch.ExecuteNonQueryAsync(ct);
    }
}

using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Checks the staged rows of a flow against the database and against each other, and makes them its rows. A few statements
/// over the whole set; running them again gives the same rows.
/// </summary>
public sealed class FlowVerdictWriter(TenantSession session, FlowTaxonomyQueries taxonomy, TimeProvider clock)
{
    private const int TimeoutSeconds = 3600;
    private static readonly SqlText _count = SqlText.Statement(
        typeof(FlowVerdictWriter),
        "CountVerdicts.sql",
        ("owed_cents", OptionRowsSql.OwnOwedCents),
        ("unread", OptionRowsSql.UnreadOption)
    );

    /// <param name="rowsRead">How many the file has: each gets its verdict or nothing is written.</param>
    /// <param name="hasOptions">Rows are instalments of positions.</param>
    public async Task WriteAsync(FlowRecord flow, int rowsRead, bool hasOptions, AmountStyle amounts, CancellationToken ct)
    {
        // What somebody decided stays: rows excluded by hand, and rows taken back although they look issued already.
        var excluded = await RowsAsync(flow.Id, $"verdict = 'excluded' AND (is_excluded_by_hand OR NOT {IssuedSql.LooksIssued})", ct);
        var confirmed = await RowsAsync(flow.Id, $"verdict = 'valid' AND {IssuedSql.LooksIssued}", ct);
        var codes = await taxonomy.FaultsAsync(
            "s.service_code IN (SELECT service_code FROM staged_flow_rows WHERE organization_id = $1 AND flow_id = $2)",
            ct,
            flow.Id
        );
        // Staging has no statistics: told nothing, the planner takes the file for one row and loops over it for each of its rows.
        await session.ExecuteAsync("SET LOCAL work_mem = '64MB'; SET LOCAL enable_nestloop = off; SET LOCAL jit = off", ct);
        await ExecuteAsync("DELETE FROM flow_rows WHERE organization_id = $1 AND flow_id = $2", ct, session.Organization, flow.Id);
        var verdicts = await ExecuteAsync(
            MergeVerdictsSql.Of(flow.Parameters.GroupByDebtor, hasOptions, amounts.Points),
            ct,
            session.Organization,
            flow.Id,
            excluded,
            confirmed,
            FlowTaxonomyQueries.Json(codes),
            RomeTime.LegalDate(clock.GetUtcNow())
        );
        if (verdicts != rowsRead)
            throw new InvalidOperationException(
                $"Of flow {flow.PublicId} {rowsRead} rows were read and {verdicts} are staged: "
                    + "the database lost some on the way, and the file is read again."
            );
        if (hasOptions)
            await ExecuteAsync(OptionRowsSql.SettleWholes, ct, session.Organization, flow.Id);
        await FlowStaging.ClearAsync(session, flow.Id, ct);
    }

    private async Task<int[]> RowsAsync(Guid flow, string condition, CancellationToken ct) =>
        await session.ScalarAsync<int[]>(
            $"SELECT array_agg(row_number) FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND {condition}",
            ct,
            session.Organization,
            flow
        ) ?? [];

    /// <summary>Counts and sums of the verdicts, into the flow.</summary>
    public Task CountAsync(Guid flow, CancellationToken ct) => ExecuteAsync(_count, ct, session.Organization, flow);

    private async Task<int> ExecuteAsync(string sql, CancellationToken ct, params object?[] values)
    {
        await using var command = session.Command(sql, values);
        command.CommandTimeout = TimeoutSeconds;
        return await command.ExecuteNonQueryAsync(ct);
    }
}

using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>
/// Excludes valid rows and takes them back. All the rows named or none; a rejected row is left out already, so excluding it changes
/// nothing, and cannot be taken back.
/// </summary>
public sealed class SelectFlowRowsHandler(TenantSession session, FlowQueries flows, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<FlowModel>> RunAsync(string flow, FlowRowSelection selection, bool isExcluded, CancellationToken ct)
    {
        var found = await flows.FindAsync(flow, forUpdate: true, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        if (record.State != FlowState.Ready)
            return ChangeFlowHandler.NotReady(record.State);
        var rows = selection.RowNumbers.Distinct().ToArray();
        if (await CheckAsync(record.Id, rows, isExcluded, ct) is { } refused)
            return refused;
        var sign = isExcluded ? 1 : -1;
        var changed = await session.ScalarAsync<int>(
            """
            WITH changed AS (
                UPDATE flow_rows SET verdict = $5
                WHERE organization_id = $1 AND flow_id = $2 AND row_number = ANY ($3) AND verdict = $4
                RETURNING amount_cents),
            moved AS (SELECT count(*)::int * $6 AS rows, coalesce(sum(amount_cents), 0)::bigint * $6 AS cents FROM changed)
            UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
                rows_excluded = f.rows_excluded + m.rows, excluded_cents = f.excluded_cents + m.cents, version = f.version + 1
            FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rows <> 0
            RETURNING m.rows
            """,
            ct,
            session.Organization,
            record.Id,
            rows,
            isExcluded ? "valid" : "excluded",
            isExcluded ? "excluded" : "valid",
            sign
        );
        if (changed != 0)
            await events.EmitAsync(
                isExcluded ? "flow.rows-excluded" : "flow.rows-included",
                "flow",
                record.PublicId,
                new { rows = changed * sign },
                ct
            );
        return (await flows.FindAsync(record.Id, forUpdate: false, ct))!.ToModel(clock.GetUtcNow());
    }

    private async Task<ApiError?> CheckAsync(Guid flow, int[] rows, bool isExcluded, CancellationToken ct)
    {
        var verdicts = (
            await session.QueryAsync(
                "SELECT row_number, verdict FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND row_number = ANY ($3)",
                r => (Row: r.GetInt32(0), Verdict: r.GetString(1)),
                ct,
                session.Organization,
                flow,
                rows
            )
        ).ToDictionary(r => r.Row, r => r.Verdict);
        var unknown = rows.Where(r => !verdicts.ContainsKey(r)).Order().ToList();
        var rejected = rows.Where(r => !isExcluded && verdicts.GetValueOrDefault(r) is "rejected").Order().ToList();
        var repeated = isExcluded
            ? []
            : await session.QueryAsync(
                """
                SELECT r.row_number FROM flow_rows r
                WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.row_number = ANY ($3) AND r.verdict = 'excluded'
                  AND r.external_id IS NOT NULL
                  AND (EXISTS (SELECT FROM door.positions p WHERE p.organization_id = $1 AND p.external_id = r.external_id)
                    OR EXISTS (SELECT FROM flow_rows g WHERE g.organization_id = $1 AND g.is_grouped AND g.external_id = r.external_id))
                ORDER BY 1
                """,
                r => r.GetInt32(0),
                ct,
                session.Organization,
                flow,
                rows
            );
        var errors = new List<FieldError>();
        if (unknown.Count > 0)
            errors.Add(
                new("rowNumbers", "row-not-found", $"{Rows(unknown)} not in this flow", "Use rowNumber as the list of rows gives it.")
            );
        if (rejected.Count > 0)
            errors.Add(
                new(
                    "rowNumbers",
                    "row-rejected",
                    $"{Rows(rejected)} rejected",
                    "What is rejected cannot be taken back: leave it out of the numbers, or correct the file and upload it again."
                )
            );
        if (repeated.Count > 0)
            errors.Add(
                new(
                    "rowNumbers",
                    "external-id-taken",
                    $"{Rows(repeated)} issued already under the same external code",
                    "Leave it out of the numbers: it is the same debt. If it is owed twice, give the row another code and upload it again."
                )
            );
        return errors.Count == 0 ? null : ApiError.Invalid(errors);
    }

    private static string Rows(List<int> rows) =>
        rows.Count == 1
            ? $"row {rows[0]} is"
            : $"rows {string.Join(", ", rows.Take(20))}{(rows.Count > 20 ? $" and {rows.Count - 20} more" : "")} are";
}

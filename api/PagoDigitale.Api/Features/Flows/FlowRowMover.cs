using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>
/// Moves rows of a ready flow between valid and excluded: all the rows named or none, and with an instalment the others of its position.
/// </summary>
public sealed class FlowRowMover(TenantSession session, FlowLookup flows, FlowEventWriter events, TimeProvider clock)
{
    /// <param name="refuse">What else is wrong with the rows, whose verdicts it is given by number.</param>
    public async Task<Outcome<FlowModel>> MoveAsync(
        string flow,
        FlowRowSelection selection,
        bool isExcluded,
        CancellationToken ct,
        Func<Guid, Dictionary<int, string>, Task<List<FieldError>>>? refuse = null
    )
    {
        var found = await flows.FindAsync(flow, forUpdate: true, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        if (record.State != FlowState.Ready)
            return FlowNotReady.Of(record.State);
        int[] rows =
        [
            .. await session.QueryAsync(
                OptionRowsSql.WithOthers,
                r => r.GetInt32(0),
                ct,
                session.Organization,
                record.Id,
                selection.RowNumbers.ToArray()
            ),
        ];
        var verdicts = await VerdictsAsync(record.Id, rows, ct);
        List<FieldError> errors = [];
        if (rows.Where(r => !verdicts.ContainsKey(r)).Order().ToList() is { Count: > 0 } unknown)
            errors.Add(
                new(
                    "rowNumbers",
                    "row-not-found",
                    FlowRowSelection.Say(unknown, FlowsTexts.RowIsNotThere, FlowsTexts.RowsAreNotThere),
                    FlowsTexts.UseRowNumber
                )
            );
        if (refuse is not null)
            errors.AddRange(await refuse(record.Id, verdicts));
        if (errors.Count > 0)
            return ApiError.Invalid(errors);
        await MoveAsync(record, rows, isExcluded, ct);
        return (await flows.FindAsync(record.Id, forUpdate: false, ct))!.ToModel(clock.GetUtcNow());
    }

    private async Task MoveAsync(FlowRecord flow, int[] rows, bool isExcluded, CancellationToken ct)
    {
        var sign = isExcluded ? 1 : -1;
        var changed = await session.ScalarAsync<int>(
            $"""
            WITH changed AS (
                UPDATE flow_rows SET verdict = $5, is_excluded_by_hand = $6 > 0
                WHERE organization_id = $1 AND flow_id = $2 AND row_number = ANY ($3) AND verdict = $4
                RETURNING {OptionRowsSql.OwnOwedCents} AS amount_cents),
            moved AS (SELECT count(*)::int * $6 AS rows, coalesce(sum(amount_cents), 0)::bigint * $6 AS cents FROM changed)
            UPDATE flows f SET rows_valid = f.rows_valid - m.rows, valid_cents = f.valid_cents - m.cents,
                rows_excluded = f.rows_excluded + m.rows, excluded_cents = f.excluded_cents + m.cents, version = f.version + 1
            FROM moved m WHERE f.organization_id = $1 AND f.flow_id = $2 AND m.rows <> 0
            RETURNING m.rows
            """,
            ct,
            session.Organization,
            flow.Id,
            rows,
            isExcluded ? "valid" : "excluded",
            isExcluded ? "excluded" : "valid",
            sign
        );
        if (changed != 0)
            await events.EmitAsync(
                flow.Id,
                f => isExcluded ? new FlowRowsExcluded(f, changed * sign) : new FlowRowsIncluded(f, changed * sign),
                ct
            );
    }

    private async Task<Dictionary<int, string>> VerdictsAsync(Guid flow, int[] rows, CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT row_number, verdict FROM flow_rows WHERE organization_id = $1 AND flow_id = $2 AND row_number = ANY ($3)",
                r => (Row: r.GetInt32(0), Verdict: r.GetString(1)),
                ct,
                session.Organization,
                flow,
                rows
            )
        ).ToDictionary(r => r.Row, r => r.Verdict);
}

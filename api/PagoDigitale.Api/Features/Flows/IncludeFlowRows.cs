using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>Takes excluded rows back. A rejected row cannot be, nor one whose external code was issued already.</summary>
public sealed class IncludeFlowRowsHandler(TenantSession session, FlowRowMover mover)
{
    public Task<Outcome<FlowModel>> RunAsync(string flow, FlowRowSelection selection, CancellationToken ct) =>
        mover.MoveAsync(
            flow,
            selection,
            isExcluded: false,
            ct,
            async (id, verdicts) =>
                Decide(
                    [.. verdicts.Where(v => v.Value == "rejected").Select(v => v.Key).Order()],
                    await RepeatedAsync(id, [.. verdicts.Keys], ct)
                )
        );

    private static List<FieldError> Decide(List<int> rejected, List<int> repeated)
    {
        var errors = new List<FieldError>();
        if (rejected.Count > 0)
            errors.Add(
                new(
                    "rowNumbers",
                    "row-rejected",
                    FlowRowSelection.Say(rejected, FlowsTexts.RowIsRejected, FlowsTexts.RowsAreRejected),
                    FlowsTexts.RejectedStays
                )
            );
        if (repeated.Count > 0)
            errors.Add(
                new(
                    "rowNumbers",
                    "external-id-taken",
                    FlowRowSelection.Say(repeated, FlowsTexts.RowIsIssued, FlowsTexts.RowsAreIssued),
                    FlowsTexts.LeaveOutSameDebt
                )
            );
        return errors;
    }

    private Task<List<int>> RepeatedAsync(Guid flow, int[] rows, CancellationToken ct) =>
        session.QueryAsync(
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
}

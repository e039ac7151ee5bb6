using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Exposed;

/// <summary>
/// Carries what a rendicontazione or a treasury movement says to whole sets of instalments, and their positions with them.
/// The life cycle decides which states the event moves: the others have nothing left to do, which makes repetition harmless.
/// </summary>
public sealed class InstalmentMarksWriter(TenantSession session, PositionStateWriter positions)
{
    public Task<int> ReportAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) => MarkAsync(instalmentIds, InstalmentEvent.Report, InstalmentState.Reported, ct);

    public Task<int> ReconcileAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) => MarkAsync(instalmentIds, InstalmentEvent.Reconcile, InstalmentState.Reconciled, ct);

    /// <summary>A match is undone; what a rendicontazione reports is reported again by the caller.</summary>
    public Task<int> UnreconcileAsync(IReadOnlyCollection<Guid> instalmentIds, CancellationToken ct) => MarkAsync(instalmentIds, InstalmentEvent.Unreconcile, InstalmentState.Paid, ct);

    private async Task<int> MarkAsync(IReadOnlyCollection<Guid> instalmentIds, InstalmentEvent @event, InstalmentState to, CancellationToken ct)
    {
        if (instalmentIds.Count == 0)
            return 0;
        var from = InstalmentLifeCycle.Table.StatesMovedBy(@event).Select(StateText.Of).ToArray();
        var touched = await session.QueryAsync("""
            UPDATE instalments SET state = $4, payment_in_progress_until = NULL
            WHERE organization_id = $1 AND instalment_id = ANY ($2) AND state = ANY ($3)
            RETURNING position_id
            """, r => r.GetGuid(0), ct, session.Organization, instalmentIds.ToArray(), from, StateText.Of(to));
        await positions.RecomputeAsync([.. touched.Distinct()], ct);
        return touched.Count;
    }
}

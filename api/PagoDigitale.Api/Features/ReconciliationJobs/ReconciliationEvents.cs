using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// What a run found is listed by <c>listReconciliationItems</c>; each movement that it matched is told by <c>movement.matched</c> and
/// each position whose state changed by an event of its own.
/// </summary>
/// <param name="BankStatementId">What the run covers; without it and without <paramref name="FlussoId"/> all that is open.</param>
[Event("reconciliation.completed", "A run of reconciliation has ended.", Subject = "reconciliation-job")]
public sealed record ReconciliationCompleted(
    string ReconciliationJobId,
    string? BankStatementId,
    string? FlussoId,
    int ItemsCount,
    int RegularCount,
    int AnomalousCount,
    IReadOnlyList<ReconciliationClassCount> Classes
) : EventData
{
    protected override string SubjectId => ReconciliationJobId;
}

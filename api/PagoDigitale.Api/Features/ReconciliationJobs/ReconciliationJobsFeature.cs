using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>Finds for each movement the payments it carries.</summary>
public sealed class ReconciliationJobsFeature : Feature
{
    public override int Floor => 9;

    public override IReadOnlyList<string> Tables =>
        ["reconciliation_items", "reconciliation_jobs", "reconciliation_marks", "reconciliation_series"];

    public override IReadOnlyList<JobKind> Jobs => [JobKind.Of<RunReconciliation>(JobLane.Bulk)];

    public override IReadOnlyList<EventType> Events => [EventType.Of<ReconciliationCompleted>()];

    public override IReadOnlyList<ErrorCode> Errors => ReconciliationJobsErrors.All;

    public override IReadOnlyList<Type> Texts =>
        [typeof(ClassRuleTexts), typeof(FactTexts), typeof(NextStepTexts), typeof(ProposalTexts), typeof(ReconciliationJobsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("rci", "reconciliationItem"), new("rcj", "job")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ReconciliationJobsRead, Scopes.ReconciliationJobsWrite];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(
            typeof(CreateReconciliationJobHandler),
            typeof(FlowMatchWriter),
            typeof(ItemSeries),
            typeof(ItemWriter),
            typeof(JobStateWriter),
            typeof(ListReconciliationItemsHandler),
            typeof(ListReconciliationJobsHandler),
            typeof(MarkQueries),
            typeof(ReadReconciliationJobHandler),
            typeof(ReconciliationJobRows),
            typeof(SingleTransferWriter),
            typeof(StornoMatchWriter)
        );
        services.AddScoped<ILateFacts, AutomaticReconciliation>();
        services.AddScoped<IInstalmentMoney, InstalmentMoneyQueries>();
    }
}

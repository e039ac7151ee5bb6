using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("PagoDigitale.Api.Tests.LongestFirst", "PagoDigitale.Api.Tests")]

namespace PagoDigitale.Api.Tests;

/// <summary>
/// What takes a minute or two by itself begins first, so that at the end nobody waits for it alone; then what mostly waits for time to
/// pass, while other projects have use for the processors.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(Database.Plans.PlanTests),
        nameof(ReconciliationJobs.MatchingHistoryTests),
        nameof(Ledger.MoneyHistoryTests),
        nameof(Contract.RefusalTests),
        nameof(Flows.DatabaseCrashTests),
        nameof(ActivityLog.NothingUnnotedTests),
        nameof(Status.ReadReadinessTests),
        nameof(Pools.SlowReaderTests),
        nameof(Pools.BlockedTenantTests),
        nameof(Standby.StandbyTests),
        nameof(Platform.PrivateFolderTests),
        nameof(Platform.DatabaseFailureTests),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c =>
            Array.FindIndex(Long, l => c.DisplayName.EndsWith($".{l}", StringComparison.Ordinal)) is >= 0 and var at ? at : Long.Length
        );
}

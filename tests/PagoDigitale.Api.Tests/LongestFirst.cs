using Xunit;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("PagoDigitale.Api.Tests.LongestFirst", "PagoDigitale.Api.Tests")]

namespace PagoDigitale.Api.Tests;

/// <summary>What takes a minute or two by itself begins first, so that at the end nobody waits for it alone.</summary>
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
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c =>
            Array.FindIndex(Long, l => c.DisplayName.EndsWith($".{l}", StringComparison.Ordinal)) is >= 0 and var at ? at : Long.Length
        );
}

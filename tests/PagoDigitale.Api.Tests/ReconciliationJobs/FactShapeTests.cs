using PagoDigitale.Api.Features.ReconciliationJobs;
using PagoDigitale.Core.Reconciliation;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class FactShapeTests
{
    /// <summary>A fact that no statement computes is never true, and what its class says is never said.</summary>
    [Fact]
    public void Every_fact_is_computed_by_the_run_over_everything()
    {
        var text = FactSql.OfEverything.ToString();
        var computed = Enum.GetValues<Fact>().Where(f => text.Contains($"THEN {(long)f}::bigint", StringComparison.Ordinal)).ToHashSet();

        // Those that are true of every item of their kind, and the two that a single transfer says at once.
        computed.UnionWith([Fact.None, Fact.Position, Fact.Receipt, Fact.ReportRow, Fact.Movement, Fact.WholeFlow, Fact.OutsideNode]);
        Enum.GetValues<Fact>().Except(computed).ShouldBeEmpty();
    }
}

using System.Globalization;
using PagoDigitale.Core.Reconciliation;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>The shape of an item (<see cref="Fact"/>), as SQL made from the one list of facts.</summary>
public static class FactShape
{
    /// <summary>The bits of the facts whose conditions hold; one that is unknown does not.</summary>
    public static string Of(params (Fact Fact, string Condition)[] facts) =>
        string.Join("\n    + ", facts.Select(f => $"CASE WHEN {f.Condition} THEN {Bit(f.Fact)} ELSE 0 END"));

    /// <summary>Of every item of a query.</summary>
    public static string Always(Fact facts) => Bit(facts);

    public static string OutcomeOf(string code) => $"(({code} + 1)::bigint << {Facts.OutcomeBit})";

    private static string Bit(Fact facts) => string.Create(CultureInfo.InvariantCulture, $"{(long)facts}::bigint");
}

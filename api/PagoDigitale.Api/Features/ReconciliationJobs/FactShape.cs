using System.Globalization;
using PagoDigitale.Core.Reconciliation;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>The shape of an item (<see cref="Fact"/>) and its facts in words, as SQL made from the one list of facts.</summary>
public static class FactShape
{
    /// <summary>The bits of the facts whose conditions hold; one that is unknown does not.</summary>
    public static string Of(params (Fact Fact, string Condition)[] facts) =>
        string.Join("\n    + ", facts.Select(f => $"CASE WHEN {f.Condition} THEN {Bit(f.Fact)} ELSE 0 END"));

    /// <summary>Of every item of a query.</summary>
    public static string Always(Fact facts) => Bit(facts);

    public static string OutcomeOf(string code) => $"(({code} + 1)::bigint << {Facts.OutcomeBit})";

    /// <summary>What shape <c>f.shape</c> says of the money, with the amounts of the item <c>f</c>; null where one is not said.</summary>
    public static IEnumerable<string> WordsOfMoney =>
        from word in FactWord.All
        where word.Amount is not null
        select $"CASE WHEN {IsSaid(word)} THEN '{word.Text} of ' || {Euro(word.Amount!.Value)} END";

    /// <summary>What it says besides.</summary>
    public static IEnumerable<string> OtherWords =>
        from word in FactWord.All
        where word.Amount is null
        select $"CASE WHEN {IsSaid(word)} THEN '{word.Text}' END";

    private static string IsSaid(FactWord word) =>
        word.Outcome is { } code
            ? $"f.shape >> {Facts.OutcomeBit} = {code + 1}"
            : Has(word.Fact) + (word.Unless == Fact.None ? "" : $" AND NOT ({Has(word.Unless)})");

    private static string Has(Fact fact) => $"f.shape & {Bit(fact)} <> 0";

    private static string Bit(Fact facts) => string.Create(CultureInfo.InvariantCulture, $"{(long)facts}::bigint");

    private static string Euro(FactAmount amount) =>
        $"translate(to_char(f.{Column(amount)} / 100.0, 'FM999,999,999,990.00'), '.,', ',.') || ' euro'";

    private static string Column(FactAmount amount) =>
        amount switch
        {
            FactAmount.Position => "position_cents",
            FactAmount.Receipt => "receipt_cents",
            FactAmount.ReportTotal => "total_cents",
            FactAmount.ReportRow => "row_cents",
            _ => "movement_cents",
        };
}

using System.Numerics;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Core.Remittance;
using Shouldly;
using Xunit;

namespace PagoDigitale.Core.Tests.Reconciliation;

/// <summary>A shape says all of an item that its class depends on, and has room for more.</summary>
public sealed class FactsTests
{
    private static readonly Fact[] All = [.. Enum.GetValues<Fact>().Where(f => f != Fact.None)];

    [Fact]
    public void Every_fact_has_a_bit_of_its_own_below_the_outcome()
    {
        All.ShouldAllBe(f => BitOperations.PopCount((ulong)f) == 1 && (long)f < 1L << Facts.OutcomeBit);
        All.ShouldBeUnique();
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(99)]
    public void A_shape_gives_its_facts_and_its_outcome(int? outcome)
    {
        foreach (var fact in All)
        {
            var facts = Facts.OfShape((long)fact | (long)((outcome ?? -1) + 1) << Facts.OutcomeBit);

            (facts.Known, facts.OutcomeCode).ShouldBe((fact, outcome));
            facts.Has(fact).ShouldBeTrue();
        }
        Facts.OfShape((long)(Fact.Movement | Fact.NamesFlow)).ReferenceKind.ShouldBe(RemittanceKind.Flow);
        Facts.OfShape((long)(Fact.Movement | Fact.NamesIuv)).ReferenceKind.ShouldBe(RemittanceKind.Iuv);
    }

    [Fact]
    public void Amounts_agree_unless_the_shape_says_that_they_do_not()
    {
        var agreed = Facts.OfShape((long)(Fact.Movement | Fact.ReportRow | Fact.Receipt));
        var other = Facts.OfShape((long)(Fact.Movement | Fact.ReportRow | Fact.Receipt | Fact.AmountDiffers));

        (agreed.MovementCents == agreed.ReportTotalCents, agreed.MovementCents == agreed.ReceiptCents).ShouldBe((true, true));
        (other.MovementCents == other.ReportTotalCents, other.MovementCents == other.ReceiptCents).ShouldBe((false, false));
    }

    /// <summary>Each property and its fact, by name: none stands for another.</summary>
    [Fact]
    public void Every_fact_has_its_property()
    {
        var properties = typeof(Facts).GetProperties().Where(p => p.PropertyType == typeof(bool)).ToList();

        foreach (var fact in All.Except([Fact.AmountDiffers, Fact.NamesFlow, Fact.NamesIuv]))
        {
            var facts = Facts.OfShape((long)fact);
            var name = properties.Where(p => (bool)p.GetValue(facts)!).ShouldHaveSingleItem().Name;
            name.ShouldBeOneOf($"Has{fact}", $"Is{fact}", "HasProposals", "IsReferenceKnown");
        }
        properties.Count.ShouldBe(All.Length - 3);
    }
}

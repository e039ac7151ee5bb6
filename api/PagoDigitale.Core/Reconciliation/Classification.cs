using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <param name="Class">The class of the item.</param>
/// <param name="Facts">What the class rests on.</param>
/// <param name="Rule">Why this class.</param>
/// <param name="NextStep">What somebody, or time, has to do.</param>
public sealed record Classification(ReconciliationClass Class, Facts Facts, Wording Rule, Wording NextStep)
{
    /// <summary>The facts in words.</summary>
    public IReadOnlyList<Message> FactsFound => FactWord.SaidOf(Facts);

    public bool IsRegular => ReconciliationClassText.IsRegular(Class);

    public string ClassText => ReconciliationClassText.Of(Class);
}

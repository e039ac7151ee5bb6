using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <param name="Class">The class of the item.</param>
/// <param name="FactsFound">The facts the class rests on, in words.</param>
/// <param name="Rule">Why this class.</param>
/// <param name="NextStep">What somebody, or time, has to do.</param>
public sealed record Classification(ReconciliationClass Class, IReadOnlyList<Message> FactsFound, Message Rule, Message NextStep)
{
    public bool IsRegular => ReconciliationClassText.IsRegular(Class);

    public string ClassText => ReconciliationClassText.Of(Class);
}

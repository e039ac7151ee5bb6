using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents;

/// <summary>One field that stops a document: its property name and what is wrong with it.</summary>
public sealed record DocumentFault(string Field, Message Reason)
{
    /// <summary>As a sentence.</summary>
    public Message Told => DocumentTexts.Fault.With(Field, Reason);

    /// <summary>All of them, one after the other.</summary>
    public static Message ToldTogether(IReadOnlyList<DocumentFault> faults) =>
        faults.SkipLast(1).Reverse().Aggregate(faults[^1].Told, (more, f) => DocumentTexts.FaultAndMore.With(f.Field, f.Reason, more));
}

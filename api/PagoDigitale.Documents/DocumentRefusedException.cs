using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents;

/// <summary>A document is not drawn from short or wrong data: a code that reads "null" reaches citizens and counters.</summary>
public sealed class DocumentRefusedException : ArgumentException
{
    public DocumentRefusedException(IReadOnlyList<DocumentFault> faults)
        : base(Describe(faults).ToString())
    {
        Faults = faults;
    }

    public IReadOnlyList<DocumentFault> Faults { get; }

    /// <summary>The first field at fault, by its property name.</summary>
    public string Field => Faults[0].Field;

    /// <summary>What is wrong with all of them.</summary>
    public Message Told => Describe(Faults);

    private static Message Describe(IReadOnlyList<DocumentFault> faults)
    {
        ArgumentNullException.ThrowIfNull(faults);
        if (faults.Count == 0)
            throw new ArgumentException("A refusal names at least one field.", nameof(faults));
        return DocumentTexts.NotDrawn.With(DocumentFault.ToldTogether(faults));
    }
}

namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Reads the text of a bank movement (AT-05 of the credit transfer): the three generations SACI prescribed and the forms
/// banks make of them, with broken words, lost or changed separators, copies and cuts. Everything is scanned by hand, in
/// time proportional to the text, because these texts come from outside and patterns with backtracking could be led to stall.
/// Looking among the known flow ids first (<see cref="FindKnownFlow"/>) is surer than parsing.
/// </summary>
public static class RemittanceParser
{
    /// <summary>AT-05 has 140 characters and a treasurer's causale a few hundred; the rest of a longer text is noise.</summary>
    internal const int TextLengthMax = 4_000;

    public static RemittanceReference Parse(string? text)
    {
        var scan = new RemittanceText(text);
        return FlowReference.Find(scan) ?? SinglePaymentReference.Find(scan) ?? RemittanceReference.None;
    }

    /// <summary>
    /// The known flow id the text contains once white space is deleted on both sides, the longest when there are several;
    /// null when there is none. Where an id ends, the text must end too or go on with a sign no id contains.
    /// </summary>
    public static string? FindKnownFlow(string? text, IReadOnlySet<string> knownFlowIds) =>
        KnownFlow.Find(new RemittanceText(text), knownFlowIds);

    /// <summary>Whether the movement looks like a pagoPA credit at all, also when its reference cannot be read.</summary>
    public static bool IsPagoPa(string? text)
    {
        var scan = new RemittanceText(text);
        return FlowReference.HasKeyword(scan) || FlowReference.Find(scan) is not null || SinglePaymentReference.Find(scan) is not null;
    }
}

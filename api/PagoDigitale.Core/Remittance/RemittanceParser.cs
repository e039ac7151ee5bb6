namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Reads the text of a bank movement (AT-05 of the credit transfer): the three generations SACI prescribed and the forms
/// banks make of them, with broken words, lost or changed separators, copies and cuts. Everything is scanned by hand, in
/// time proportional to the text, because these texts come from outside and patterns with backtracking could be led to stall.
/// Looking among the known flow ids first (<see cref="FindKnownFlows"/>) is surer than parsing.
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
    /// Everything the text points to, the best first. Of two copies of one id, one of them cut, it is the whole one.
    /// </summary>
    public static IReadOnlyList<RemittanceReference> ParseAll(string? text)
    {
        var first = Parse(text);
        if (first.Kind == RemittanceKind.None) return [];
        var all = new List<RemittanceReference> { first };
        foreach (var other in FlowReference.All(new RemittanceText(text)).OrderByDescending(r => r.Value.Length))
        {
            if (!all.Exists(r => r.Value.StartsWith(other.Value, StringComparison.OrdinalIgnoreCase) || other.Value.StartsWith(r.Value, StringComparison.OrdinalIgnoreCase))) all.Add(other);
        }
        return all;
    }

    /// <summary>
    /// The known flow ids the text contains once white space is deleted on both sides. Where an id ends, the text must end too
    /// or go on with a sign no id contains.
    /// </summary>
    public static IReadOnlyList<string> FindKnownFlows(string? text, IReadOnlySet<string> knownFlowIds) =>
        KnownFlow.FindAll(new RemittanceText(text), knownFlowIds);

    /// <summary>The longest of them; null when there is none.</summary>
    public static string? FindKnownFlow(string? text, IReadOnlySet<string> knownFlowIds) => FindKnownFlows(text, knownFlowIds).MaxBy(id => id.Length);

    /// <summary>
    /// Whether the text names another flow besides this one. A second copy of the same id, cut or with the next word joined
    /// to it, is the same id.
    /// </summary>
    public static bool NamesAnother(string? text, string flowId)
    {
        var id = new RemittanceText(flowId).Span.ToString();
        return FlowReference.All(new RemittanceText(text)).Any(r => r.Confidence != RemittanceConfidence.Truncated
            && !r.Value.StartsWith(id, StringComparison.OrdinalIgnoreCase) && !id.StartsWith(r.Value, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Whether the movement looks like a pagoPA credit at all, also when its reference cannot be read.</summary>
    public static bool IsPagoPa(string? text)
    {
        var scan = new RemittanceText(text);
        return FlowReference.HasKeyword(scan) || FlowReference.Find(scan) is not null || SinglePaymentReference.Find(scan) is not null;
    }
}

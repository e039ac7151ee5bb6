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
        return FlowReference.Find(scan) ?? SinglePaymentReference.Find(scan) ?? OfPagoPa(scan) ?? RemittanceReference.None;
    }

    /// <summary>
    /// Everything the text points to, the best first, and whole ids that follow one another without any word. Of two copies of one id,
    /// one of them cut, it is the whole one.
    /// </summary>
    public static IReadOnlyList<RemittanceReference> ParseAll(string? text)
    {
        var first = Parse(text);
        var all = new List<RemittanceReference>();
        if (first.Kind != RemittanceKind.None)
            all.Add(first);
        foreach (var other in OthersIn(new RemittanceText(text)))
        {
            if (!all.Exists(r => IsSame(r.Value, other.Value)))
                all.Add(other);
        }
        return all;
    }

    /// <summary>
    /// The known flow ids the text contains once white space is deleted on both sides. Where an id ends, the text must end too
    /// or go on with a sign no id contains.
    /// </summary>
    public static IReadOnlyList<string> FindKnownFlows(string? text, IReadOnlySet<string> knownFlussoIds) =>
        KnownFlow.FindAll(new RemittanceText(text), knownFlussoIds);

    /// <summary>
    /// The strings among which <see cref="FindKnownFlows"/> finds ids of the usual form: of all known ids it takes no others into account.
    /// </summary>
    public static IEnumerable<string> FindPossibleFlows(string? text) => KnownFlow.Possible(new RemittanceText(text));

    /// <summary>The longest of them; null when there is none.</summary>
    public static string? FindKnownFlow(string? text, IReadOnlySet<string> knownFlussoIds) =>
        FindKnownFlows(text, knownFlussoIds).MaxBy(id => id.Length);

    /// <summary>
    /// Whether the text names another flow besides this one, also one whose id is cut. A second copy of the same id, cut or with the next
    /// word joined to it, is the same id.
    /// </summary>
    public static bool NamesAnother(string? text, string flussoId)
    {
        var (id, scan) = (new RemittanceText(flussoId).Span.ToString(), new RemittanceText(text));
        return FlowReference
            .All(scan)
            .Where(r => r.Confidence != RemittanceConfidence.Truncated)
            .Concat(BareFlussoId.All(scan))
            .Any(r => !IsSame(r.Value, id));
    }

    /// <summary>The ids, whole or cut behind, that stand in the text without a break, in its order.</summary>
    public static IReadOnlyList<string> FindBeginnings(string? text) =>
        [.. BareFlussoId.All(new RemittanceText(text)).Select(r => r.Value)];

    /// <summary>Whether the movement speaks of pagoPA at all, also when its reference cannot be read.</summary>
    public static bool IsPagoPa(string? text)
    {
        var scan = new RemittanceText(text);
        return FlowReference.HasKeyword(scan) || PagoPaWord.IsIn(scan) || Parse(text).Kind != RemittanceKind.None;
    }

    /// <summary>Where the text speaks of pagoPA, or says nothing else at all, a whole id needs no word in front of it.</summary>
    private static RemittanceReference? OfPagoPa(RemittanceText text)
    {
        var whole = BareFlussoId.All(text).Where(r => r.Confidence == RemittanceConfidence.Exact).ToList();
        return whole.Count > 0 && (PagoPaWord.IsIn(text) || whole.Sum(r => r.Value.Length) == text.Length) ? whole[0] : null;
    }

    private static IEnumerable<RemittanceReference> OthersIn(RemittanceText text) =>
        FlowReference
            .All(text)
            .Concat(BareFlussoId.All(text))
            .OrderByDescending(r => r.Confidence != RemittanceConfidence.Truncated)
            .ThenByDescending(r => r.Value.Length);

    private static bool IsSame(string one, string other) =>
        one.StartsWith(other, StringComparison.OrdinalIgnoreCase) || other.StartsWith(one, StringComparison.OrdinalIgnoreCase);
}

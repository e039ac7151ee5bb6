namespace PagoDigitale.Core.Remittance;

/// <summary>Looks the text up in the set of known flow ids, from every place where a date begins.</summary>
internal static class KnownFlow
{
    private const int DateLength = 10;
    private const int IdLengthMax = 70;

    /// <summary>Every known id in the text, each once, in the order of the text; of ids that begin at one place the longest.</summary>
    public static List<string> FindAll(RemittanceText text, IReadOnlySet<string> knownFlussoIds)
    {
        var found = new List<string>();
        for (var start = 0; start + DateLength <= text.Length; start++)
        {
            if (!FlussoIdReader.IsDate(text.Span.Slice(start, DateLength)) || LongestFrom(text, start, knownFlussoIds) is not { } id)
                continue;
            if (!found.Contains(id, StringComparer.OrdinalIgnoreCase))
                found.Add(id);
            start += id.Length - 1;
        }
        if (found.Count == 0 && FindUnusual(text, knownFlussoIds) is { } unusual)
            found.Add(unusual);
        return found;
    }

    /// <summary>
    /// Whatever of the text could be the usual id of a flow: who knows more flows than can be held asks for these alone. Ids of other
    /// forms are to be looked for one by one.
    /// </summary>
    public static IEnumerable<string> Possible(RemittanceText text)
    {
        for (var start = 0; start + DateLength <= text.Length; start++)
        {
            if (!FlussoIdReader.IsDate(text.Span.Slice(start, DateLength)))
                continue;
            foreach (var end in EndsFrom(text, start))
                yield return text.Text(start, end);
        }
    }

    private static string? LongestFrom(RemittanceText text, int start, IReadOnlySet<string> knownFlussoIds)
    {
        foreach (var end in EndsFrom(text, start))
        {
            var id = text.Text(start, end);
            if (knownFlussoIds.Contains(id))
                return id;
        }
        return null;
    }

    /// <summary>Where an id that begins with the date here may end, the last one first.</summary>
    private static IEnumerable<int> EndsFrom(RemittanceText text, int start)
    {
        var end = start + DateLength;
        while (end < text.Length && end - start < IdLengthMax && FlussoIdReader.IsIdCharacter(text[end]))
            end++;
        for (; end > start + DateLength; end--)
            if (EndsAt(text, end))
                yield return end;
    }

    /// <summary>
    /// Ids stored with white space, or that do not begin with a date, are compared one by one: there are hardly any. A set knows which.
    /// </summary>
    private static string? FindUnusual(RemittanceText text, IReadOnlySet<string> knownFlussoIds)
    {
        string? best = null;
        foreach (var id in knownFlussoIds is FlussoIdSet known ? known.Unusual : knownFlussoIds.Where(id => !IsUsual(id)))
        {
            var compact = new RemittanceText(id).Span;
            // A handful of characters could turn up in any text.
            if (compact.Length < DateLength)
                continue;
            var index = text.Span.IndexOf(compact);
            if (index >= 0 && EndsAt(text, index + compact.Length) && (best is null || id.Length > best.Length))
                best = id;
        }
        return best;
    }

    internal static bool IsUsual(string id) =>
        id.Length > DateLength && FlussoIdReader.IsDate(id) && !id.AsSpan().ContainsAny(' ', '\t', '\n');

    private static bool EndsAt(RemittanceText text, int end) =>
        end >= text.Length || text.IsAfterSpace(end) || !FlussoIdReader.IsIdCharacter(text[end]);
}

namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Finds <c>LGPE-RIVERSAMENTO … URI … identificativoFlusso</c>. A causale may hold two copies, one of them broken or cut:
/// every copy is read and the best one is given.
/// </summary>
internal static class FlowReference
{
    // The longest stretch SACI ever put between keyword and URI is "Cumulativo same day pagamenti del aaaammgg".
    private const int UriDistanceMax = 90;

    public static bool HasKeyword(RemittanceText text) => EndOfKeyword(text, 0, out _) >= 0;

    public static RemittanceReference? Find(RemittanceText text)
    {
        RemittanceReference? best = null;
        foreach (var candidate in All(text))
        {
            if (best is null || IsBetter(candidate, best))
                best = candidate;
        }
        return best ?? WithoutKeyword(text);
    }

    /// <summary>What follows each copy of the keyword.</summary>
    public static IEnumerable<RemittanceReference> All(RemittanceText text)
    {
        for (var position = 0; (position = EndOfKeyword(text, position, out var isKeywordBroken)) >= 0; )
        {
            if (AfterKeyword(text, position, isKeywordBroken) is { } candidate)
                yield return candidate;
        }
    }

    /// <summary>A copy that goes on where the other one stops is the whole one; otherwise the less repaired copy wins.</summary>
    private static bool IsBetter(RemittanceReference candidate, RemittanceReference best)
    {
        if (candidate.Value.Length != best.Value.Length)
        {
            if (candidate.Value.StartsWith(best.Value, StringComparison.Ordinal))
                return true;
            if (best.Value.StartsWith(candidate.Value, StringComparison.Ordinal))
                return false;
        }
        return candidate.Confidence < best.Confidence;
    }

    private static int EndOfKeyword(RemittanceText text, int start, out bool isBroken)
    {
        isBroken = false;
        for (var index = start; (index = text.IndexOf("LGPE", index)) >= 0; index += 4)
        {
            var end = text[index + 4] == '-' ? index + 5 : index + 4;
            if (!text.IsAt("RIVERSAMENTO", end))
                continue;
            var next = end + "RIVERSAMENTO".Length;
            isBroken = text.HasSpaceWithin(index, next) || text[index + 4] != '-';
            return next;
        }
        return -1;
    }

    private static RemittanceReference? AfterKeyword(RemittanceText text, int start, bool isRepaired)
    {
        var limit = Math.Min(text.Length, start + UriDistanceMax);
        // The next copy's URI is the next copy's.
        var nextKeyword = text.IndexOf("LGPE", start, limit);
        if (nextKeyword >= 0)
            limit = nextKeyword;
        for (var index = start; (index = text.IndexOf("URI", index, limit)) >= 0; index++)
        {
            var id = SkipSeparators(text, index + 3);
            if (char.IsAsciiDigit(text[id]))
                return FlussoIdReader.Read(text, id, isRepaired || IsUnusual(text, index, id));
        }
        return null;
    }

    /// <summary>Some lines keep only URI and the id, or the id alone: taken when the id is whole.</summary>
    private static RemittanceReference? WithoutKeyword(RemittanceText text)
    {
        if (
            FlussoIdReader.Read(text, 0, isRepaired: false) is { Confidence: not RemittanceConfidence.Truncated } alone
            && alone.Value.Length == text.Length
        )
            return alone;
        for (var index = 0; (index = text.IndexOf("URI", index)) >= 0; index++)
        {
            if (char.IsAsciiLetterOrDigit(text[index - 1]) && !text.IsAfterSpace(index))
                continue;
            var id = SkipSeparators(text, index + 3);
            if ((id == index + 3 && !text.IsAfterSpace(id)) || !char.IsAsciiDigit(text[id]))
                continue;
            if (FlussoIdReader.Read(text, id, IsUnusual(text, index, id)) is { Confidence: not RemittanceConfidence.Truncated } found)
                return found;
        }
        return null;
    }

    private static bool IsUnusual(RemittanceText text, int uri, int id) =>
        text[uri - 1] != '/' || text[uri + 3] != '/' || text.HasSpaceWithin(uri - 1, id + 1);

    private static int SkipSeparators(RemittanceText text, int index)
    {
        while (text[index] is '/' or '.' or ':' or '_' or '-')
            index++;
        return index;
    }
}

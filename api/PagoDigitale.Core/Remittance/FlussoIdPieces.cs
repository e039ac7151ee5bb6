namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Finds what a text has left of flow ids whose beginning the bank cut off. Ids are held by their pieces of eight characters; a
/// piece that lies in the date alone says nothing, and one that very many ids share is not followed. What goes on otherwise than
/// the id, in front or behind, is a piece of another id.
/// </summary>
public sealed class FlussoIdPieces
{
    private const int LengthMin = 8;
    private const int DateLength = 10;
    private const int SharedByMax = 64;

    private readonly string[] _ids;
    private readonly Dictionary<string, List<(int Id, int At)>> _pieces = new(StringComparer.Ordinal);

    public FlussoIdPieces(IEnumerable<string> ids)
    {
        _ids = [.. ids.Select(Compared)];
        for (var i = 0; i < _ids.Length; i++)
        {
            foreach (var at in Starts(_ids[i]))
            {
                var piece = _ids[i].Substring(at, LengthMin);
                if (!_pieces.TryGetValue(piece, out var holders))
                    _pieces.Add(piece, holders = []);
                // One more than is followed tells that it is shared by too many.
                if (holders.Count <= SharedByMax)
                    holders.Add((i, at));
            }
        }
    }

    /// <summary>The ids, by their place, of which the text holds a rare piece, with the length of the longest.</summary>
    public IReadOnlyDictionary<int, int> In(string text)
    {
        var found = new Dictionary<int, int>();
        var scan = new RemittanceText(text.ToUpperInvariant());
        var lookup = _pieces.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start + LengthMin <= scan.Length; start++)
        {
            if (!lookup.TryGetValue(scan.Span.Slice(start, LengthMin), out var holders) || holders.Count > SharedByMax)
                continue;
            foreach (var (id, at) in holders)
            {
                if (LengthAround(scan, start, _ids[id], at) is > 0 and var length)
                    found[id] = Math.Max(found.GetValueOrDefault(id), length);
            }
        }
        return found;
    }

    /// <summary>
    /// The longest piece of the id at this place that the text holds, also one that many ids share; zero when there is none.
    /// </summary>
    public int LongestOf(int id, string text)
    {
        var scan = new RemittanceText(text.ToUpperInvariant());
        return Starts(_ids[id])
            .Select(at =>
                scan.IndexOf(_ids[id].Substring(at, LengthMin), 0) is >= 0 and var start ? LengthAround(scan, start, _ids[id], at) : 0
            )
            .DefaultIfEmpty()
            .Max();
    }

    private static IEnumerable<int> Starts(string id)
    {
        for (var at = DateLength + 1 - LengthMin; at + LengthMin <= id.Length; at++)
            yield return at;
    }

    /// <summary>How far text and id agree around a place where they do; zero where the text goes on as another id.</summary>
    private static int LengthAround(RemittanceText text, int start, string id, int at)
    {
        var end = start + text.Span[start..].CommonPrefixLength(id.AsSpan(at));
        if (end < text.Length && !text.IsAfterSpace(end) && FlussoIdReader.IsIdCharacter(text[end]))
            return 0;
        // The end of the word in front, URI say, may look like a part of the id.
        var first = IsBegin(text, start) ? start : -1;
        for (var before = start - 1; before >= 0 && at - (start - before) >= 0 && text[before] == id[at - (start - before)]; before--)
        {
            if (IsBegin(text, before))
                first = before;
        }
        return first < 0 ? 0 : end - first;
    }

    private static bool IsBegin(RemittanceText text, int index) =>
        index == 0 || text.IsAfterSpace(index) || !FlussoIdReader.IsIdCharacter(text[index - 1]);

    private static string Compared(string id) => new RemittanceText(id.ToUpperInvariant()).Span.ToString();
}

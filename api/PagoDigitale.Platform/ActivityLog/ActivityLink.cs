namespace PagoDigitale.Platform.ActivityLog;

/// <summary>An entry and its place in the chain.</summary>
public sealed record ActivityLink(ActivityEntry Entry, long Sequence, byte[] PreviousHash, byte[] Hash)
{
    /// <summary>Whether it stands right behind this one, and says what its hash was made of.</summary>
    public bool Follows(ActivityHead before) =>
        Sequence == before.Sequence + 1
        && PreviousHash.AsSpan().SequenceEqual(before.Hash)
        && Hash.AsSpan().SequenceEqual(ActivityHead.HashOf(before.Hash, Sequence, Entry));

    /// <summary>The entries one after the other, behind an end of the chain.</summary>
    public static List<ActivityLink> After(ActivityHead end, IReadOnlyList<ActivityEntry> entries)
    {
        var links = new List<ActivityLink>(entries.Count);
        var (sequence, previous) = (end.Sequence, end.Hash);
        foreach (var entry in entries)
        {
            var hash = ActivityHead.HashOf(previous, ++sequence, entry);
            links.Add(new(entry, sequence, previous, hash));
            previous = hash;
        }
        return links;
    }
}

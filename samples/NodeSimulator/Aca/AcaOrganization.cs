namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>The notices of one organization, by number and in the order in which ACA was told of them first.</summary>
internal sealed class AcaOrganization
{
    private readonly Dictionary<string, AcaNotice> _byNav = new(StringComparer.Ordinal);
    private readonly List<AcaNotice> _inOrder = [];

    public int Count => _inOrder.Count;

    public long WritesCount { get; private set; }

    public AcaNotice? Find(string nav) => _byNav.GetValueOrDefault(nav);

    public void Add(AcaPosition told, byte[] line)
    {
        if (!_byNav.TryGetValue(told.Nav, out var notice))
        {
            _byNav[told.Nav] = notice = new(told.Iuv);
            _inOrder.Add(notice);
        }
        notice.Add(line, closes: told.Amount == 0);
        WritesCount++;
    }

    /// <summary>The writes of each notice of a page, or of one notice.</summary>
    public IReadOnlyList<byte[][]> Page(string? nav, int page, int size)
    {
        if (nav is not null)
            return Find(nav) is { } one ? [one.Lines] : [];
        var before = (int)Math.Min((page - 1L) * size, Count);
        return [.. _inOrder.GetRange(before, Math.Min(size, Count - before)).Select(notice => notice.Lines)];
    }
}

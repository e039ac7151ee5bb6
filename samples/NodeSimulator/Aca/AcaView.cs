using System.Text.Json;

namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>
/// ACA's own view: what it was told of each notice, in order. Writes are taken one at a time, so that two for one notice never mix, and
/// each is in the journal before it counts.
/// </summary>
internal sealed class AcaView : IDisposable
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly Lock _gate = new();
    private readonly Dictionary<string, AcaOrganization> _organizations = new(StringComparer.Ordinal);
    private readonly AcaJournal? _journal;
    private readonly TimeProvider _clock;
    private long _sequence;

    /// <param name="journalPath">Null: what was told is forgotten when the simulator ends.</param>
    public AcaView(string? journalPath, TimeProvider clock)
    {
        _clock = clock;
        if (journalPath is not null)
            _journal = AcaJournal.Open(journalPath, Restore);
    }

    public AcaOutcome Take(AcaPosition told)
    {
        lock (_gate)
        {
            var known = _organizations.GetValueOrDefault(told.PaFiscalCode)?.Find(told.Nav);
            if (known is null && told.Amount == 0)
                return AcaOutcome.NothingToClose;
            if (known?.IsClosed == true)
                return AcaOutcome.AlreadyClosed;
            if (known is not null && known.Iuv != told.Iuv)
                return AcaOutcome.OtherIuv;
            var write = new AcaWrite(_sequence + 1, _clock.GetUtcNow(), told);
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(write, AcaJson.Default.AcaWrite), .. LineEnd];
            _journal?.Append(line);
            Remember(write, line);
            return AcaOutcome.Taken;
        }
    }

    /// <summary>The notices of an organization in the order in which they were told first, or one of them.</summary>
    public AcaPage Page(string paFiscalCode, string? nav, int page, int size)
    {
        IReadOnlyList<byte[][]> found;
        int count;
        long writes;
        lock (_gate)
        {
            var organization = _organizations.GetValueOrDefault(paFiscalCode) ?? new();
            (count, writes) = (organization.Count, organization.WritesCount);
            found = organization.Page(nav, page, size);
        }
        return new AcaPage(page, size, count, writes, [.. found.Select(AcaKnownNotice.Of)]);
    }

    public void Forget()
    {
        lock (_gate)
        {
            _journal?.Clear();
            _organizations.Clear();
        }
    }

    public void Dispose() => _journal?.Dispose();

    private void Restore(byte[] line) => Remember(JsonSerializer.Deserialize(line, AcaJson.Default.AcaWrite)!, line);

    private void Remember(AcaWrite write, byte[] line)
    {
        var (code, position) = (write.Position.PaFiscalCode, write.Position);
        if (!_organizations.TryGetValue(code, out var organization))
            _organizations[code] = organization = new();
        organization.Add(position, line);
        _sequence = write.Sequence;
    }
}

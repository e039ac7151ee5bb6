namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// Finds the flows of an amount whose TRN a text has, without white space and whatever the case. The text is read once for each
/// length that TRNs have: thousands of flows of one amount cost no more than a few.
/// </summary>
public sealed class TrnIndex
{
    /// <summary>A shorter TRN could turn up in any text.</summary>
    private const int LengthMin = 8;

    private readonly Dictionary<(long Cents, int Length), Dictionary<string, List<FlowFact>>> _byLength = [];
    private readonly ILookup<long, int> _lengths;

    public TrnIndex(IEnumerable<FlowFact> flows)
    {
        foreach (var flow in flows.Where(f => f.RegulationId.Length >= LengthMin))
        {
            var trn = MovementMatching.Compact(flow.RegulationId);
            if (!_byLength.TryGetValue((flow.TotalCents, trn.Length), out var byTrn))
                _byLength[(flow.TotalCents, trn.Length)] = byTrn = new(StringComparer.OrdinalIgnoreCase);
            if (!byTrn.TryGetValue(trn, out var same))
                byTrn[trn] = same = [];
            same.Add(flow);
        }
        _lengths = _byLength.Keys.ToLookup(k => k.Cents, k => k.Length);
    }

    public IReadOnlyCollection<long> Amounts => [.. _lengths.Select(l => l.Key)];

    public IEnumerable<FlowFact> In(string description, long cents)
    {
        if (!_lengths.Contains(cents))
            return [];
        var text = MovementMatching.Compact(description);
        return _lengths[cents].SelectMany(length => At(text, length, _byLength[(cents, length)])).Distinct();
    }

    private static IEnumerable<FlowFact> At(string text, int length, Dictionary<string, List<FlowFact>> byTrn)
    {
        var bySpan = byTrn.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; length > 0 && i + length <= text.Length; i++)
            if (bySpan.TryGetValue(text.AsSpan(i, length), out var flows))
                foreach (var flow in flows)
                    yield return flow;
    }
}

using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>A current rendicontazione. <see cref="IsFree"/>: no movement has it yet, and this run may give it one.</summary>
/// <param name="BookedCents">What reversali have booked already, on this revision or on earlier ones; null when none was issued.</param>
public sealed record FlowFact(Guid Id, string FlowId, string RegulationId, long TotalCents, bool IsFree, long? BookedCents = null);

/// <summary>A credit nobody has matched.</summary>
public sealed record MovementFact(Guid Id, string Description, long AmountCents, string? FlowReference, bool IsTruncated);

/// <summary>A movement and its rendicontazione; the amounts agree or they do not.</summary>
public sealed record FlowMatch(MovementFact Movement, FlowFact Flow)
{
    public bool IsExact => Movement.AmountCents == Flow.TotalCents && (Flow.BookedCents ?? Flow.TotalCents) == Flow.TotalCents;
}

/// <summary>
/// Which movement pays out which rendicontazione (SACI: the flow id in AT-05 and the amount must both agree). The surest
/// evidence goes first over all movements, so that a doubtful movement never takes the flow of a certain one: flow id and
/// amount; TRN and amount (AT-43 is the identificativoUnivocoRegolamento); a cut flow id that only one flow begins with,
/// and its amount; last, the flow id with another amount, which is a match with an anomaly. One movement has one flow.
/// </summary>
public sealed class MovementMatching
{
    /// <summary>A shorter TRN could turn up in any text.</summary>
    private const int TrnLengthMin = 8;

    private readonly IReadOnlyList<MovementFact> _movements;
    private readonly IReadOnlyList<FlowFact> _flows;
    private readonly ILookup<string, FlowFact> _byId;
    private readonly HashSet<string> _known;
    private readonly Dictionary<Guid, FlowMatch> _matches = [];
    private readonly HashSet<Guid> _taken;

    private MovementMatching(IReadOnlyList<MovementFact> movements, IReadOnlyList<FlowFact> flows)
    {
        (_movements, _flows) = (movements, flows);
        _byId = flows.ToLookup(f => Compact(f.FlowId), StringComparer.OrdinalIgnoreCase);
        _known = flows.Select(f => f.FlowId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        _taken = [.. flows.Where(f => !f.IsFree).Select(f => f.Id)];
    }

    public static IReadOnlyList<FlowMatch> Match(IReadOnlyList<MovementFact> movements, IReadOnlyList<FlowFact> flows)
    {
        var matching = new MovementMatching(movements, flows);
        var named = movements.ToDictionary(m => m.Id, matching.Named);
        matching.Take(m => named[m.Id].Where(f => f.TotalCents == m.AmountCents));
        matching.TakeByTrn();
        matching.Take(matching.CutShort);
        matching.Take(m => named[m.Id].Take(2).Count() == 1 ? named[m.Id] : []);
        return [.. movements.Where(m => matching._matches.ContainsKey(m.Id)).Select(m => matching._matches[m.Id])];
    }

    /// <summary>Flow ids are compared without white space and whatever the case.</summary>
    public static string Compact(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private IEnumerable<FlowFact> Named(MovementFact movement)
    {
        var known = RemittanceParser.FindKnownFlow(movement.Description, _known);
        if (known is not null)
            return _byId[Compact(known)];
        return movement is { FlowReference: { } reference, IsTruncated: false } ? _byId[Compact(reference)] : [];
    }

    private IEnumerable<FlowFact> CutShort(MovementFact movement)
    {
        if (movement is not { FlowReference: { } reference, IsTruncated: true })
            return [];
        var prefix = Compact(reference);
        // Flows already matched count too: a beginning that fits two flows names neither.
        var fitting = _flows.Where(f => Compact(f.FlowId).StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
        return fitting.Count == 1 && fitting[0].TotalCents == movement.AmountCents ? fitting : [];
    }

    private void TakeByTrn()
    {
        var byAmount = _flows.Where(f => !_taken.Contains(f.Id) && f.RegulationId.Length >= TrnLengthMin).ToLookup(f => f.TotalCents);
        Take(movement =>
        {
            var candidates = byAmount[movement.AmountCents].ToList();
            if (candidates.Count == 0)
                return [];
            var text = Compact(movement.Description);
            var fitting = candidates.Where(f => text.Contains(Compact(f.RegulationId), StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
            return fitting.Count == 1 ? fitting : [];
        });
    }

    private void Take(Func<MovementFact, IEnumerable<FlowFact>> candidates)
    {
        foreach (var movement in _movements)
        {
            if (_matches.ContainsKey(movement.Id) || candidates(movement).FirstOrDefault(f => !_taken.Contains(f.Id)) is not { } flow)
                continue;
            _taken.Add(flow.Id);
            _matches.Add(movement.Id, new FlowMatch(movement, flow));
        }
    }
}

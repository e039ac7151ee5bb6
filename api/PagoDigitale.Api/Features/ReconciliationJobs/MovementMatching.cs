using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>A current rendicontazione. <see cref="IsOpen"/>: neither a person nor an exact match has settled what paid it out.</summary>
/// <param name="TotalCents">What is to come: of a flow that waits for a part, that part.</param>
/// <param name="IsWaitingForPart">A storno took a part back: only the very part completes it.</param>
public sealed record FlowFact(
    Guid Id,
    string FlussoId,
    string PspId,
    string RegulationId,
    DateOnly RegulationDate,
    long TotalCents,
    bool IsOpen,
    bool IsWaitingForPart = false
)
{
    /// <summary>How a refusal names it: whatever the revision.</summary>
    public string Target => $"{FlussoId}/{PspId}";
}

/// <summary>A movement that nothing has settled, debits among them when they name a flow.</summary>
/// <param name="RefusedTargets">What a person said it does not pay out.</param>
public sealed record MovementFact(
    Guid Id,
    DateOnly Day,
    string Description,
    long AmountCents,
    string? FlowReference,
    bool IsTruncated,
    IReadOnlySet<string> RefusedTargets
);

/// <summary>What of a movement pays out a rendicontazione.</summary>
public sealed record FlowMatch(MovementFact Movement, FlowFact Flow, long AmountCents);

/// <summary>
/// Which movements pay out which rendicontazioni (SACI: the flow id in AT-05 and the amount must both agree). The surest
/// evidence goes first over all movements, so that a doubtful movement never takes the flow of a certain one:
/// <list type="number">
/// <item>flow id and amount, whatever other ids the line has;</item>
/// <item>TRN and amount (AT-43 is the identificativoUnivocoRegolamento);</item>
/// <item>a line with several flow ids whose totals add up to its amount;</item>
/// <item>several movements, debits and supplementary transfers (/TXT/1-9/) among them, that name one flow and add up to it;</item>
/// <item>the flow id with another amount: all that names the flow and nothing else, as an anomaly that the next run looks at
/// again. An id that is cut settles nothing: the flow it begins may come tomorrow.</item>
/// </list>
/// </summary>
public sealed class MovementMatching
{
    private readonly IReadOnlyList<MovementFact> _movements;
    private readonly IReadOnlyList<FlowFact> _flows;
    private readonly ILookup<string, FlowFact> _byId;
    private readonly FlussoIdSet _known;
    private readonly Dictionary<Guid, List<FlowFact>> _named;
    private readonly List<FlowMatch> _matches = [];
    private readonly HashSet<Guid> _assigned = [];
    private readonly HashSet<Guid> _taken;

    private MovementMatching(IReadOnlyList<MovementFact> movements, IReadOnlyList<FlowFact> flows)
    {
        (_movements, _flows) = (movements, flows);
        _byId = flows.ToLookup(f => Compact(f.FlussoId), StringComparer.OrdinalIgnoreCase);
        _known = new FlussoIdSet(flows.Select(f => f.FlussoId));
        _taken = [.. flows.Where(f => !f.IsOpen).Select(f => f.Id)];
        _named = movements.ToDictionary(m => m.Id, m => NamedBy(m).ToList());
    }

    public static IReadOnlyList<FlowMatch> Match(IReadOnlyList<MovementFact> movements, IReadOnlyList<FlowFact> flows)
    {
        var matching = new MovementMatching(movements, flows);
        matching.TakeByIdAndAmount();
        matching.TakeByTrn();
        matching.TakeOneToMany();
        matching.TakeManyToOne(isExact: true);
        matching.TakeManyToOne(isExact: false);
        return matching._matches;
    }

    /// <summary>Flow ids are compared without white space and whatever the case.</summary>
    public static string Compact(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    private IEnumerable<FlowFact> NamedBy(MovementFact movement)
    {
        var known = RemittanceParser.FindKnownFlows(movement.Description, _known);
        var flows =
            known.Count > 0 ? known.SelectMany(id => _byId[Compact(id)])
            : movement is { FlowReference: { } reference, IsTruncated: false } ? _byId[Compact(reference)]
            : [];
        return flows.Where(f => !movement.RefusedTargets.Contains(f.Target));
    }

    private bool IsFree(FlowFact flow) => !_taken.Contains(flow.Id);

    private IEnumerable<MovementFact> Unassigned => _movements.Where(m => !_assigned.Contains(m.Id));

    private void TakeByIdAndAmount()
    {
        foreach (var movement in Unassigned.Where(m => m.AmountCents > 0))
        {
            var fitting = _named[movement.Id].Where(f => IsFree(f) && f.TotalCents == movement.AmountCents).ToList();
            // Two PSPs may use one id: the flows are as good as each other. Two ids of one amount are for a person.
            if (fitting.Count > 0 && IsOneId(fitting))
                Take([new(movement, fitting[0], movement.AmountCents)]);
        }
    }

    private void TakeByTrn()
    {
        var trns = new TrnIndex(_flows.Where(IsFree));
        foreach (var movement in Unassigned.Where(m => m.AmountCents > 0))
        {
            var fitting = trns.In(movement.Description, movement.AmountCents)
                .Where(f => IsFree(f) && !movement.RefusedTargets.Contains(f.Target))
                .Take(2)
                .ToList();
            if (fitting.Count == 1)
                Take([new(movement, fitting[0], movement.AmountCents)]);
        }
    }

    private void TakeOneToMany()
    {
        foreach (var movement in Unassigned.Where(m => m.AmountCents > 0))
        {
            var named = _named[movement.Id];
            if (
                named.Count >= 2
                && named.TrueForAll(IsFree)
                && named.GroupBy(f => Compact(f.FlussoId), StringComparer.OrdinalIgnoreCase).All(g => g.Count() == 1)
                && named.TrueForAll(f => f.TotalCents > 0)
                && named.Sum(f => f.TotalCents) == movement.AmountCents
            )
                Take([.. named.Select(f => new FlowMatch(movement, f, f.TotalCents))]);
        }
    }

    private void TakeManyToOne(bool isExact)
    {
        var naming = Unassigned
            .Where(m => _named[m.Id].Count == 1 && !RemittanceParser.NamesAnother(m.Description, _named[m.Id][0].FlussoId))
            .ToLookup(m => _named[m.Id][0].Id);
        foreach (var flow in _flows.Where(IsFree))
        {
            var sum = naming[flow.Id].Sum(m => m.AmountCents);
            if (isExact ? sum == flow.TotalCents && sum > 0 : sum > 0 && !flow.IsWaitingForPart)
                Take([.. naming[flow.Id].Select(m => new FlowMatch(m, flow, m.AmountCents))]);
        }
    }

    private static bool IsOneId(List<FlowFact> flows) =>
        flows.TrueForAll(f => string.Equals(Compact(f.FlussoId), Compact(flows[0].FlussoId), StringComparison.OrdinalIgnoreCase));

    private void Take(IReadOnlyList<FlowMatch> matches)
    {
        foreach (var match in matches)
        {
            _taken.Add(match.Flow.Id);
            _assigned.Add(match.Movement.Id);
            _matches.Add(match);
        }
    }
}

using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// For credits that nothing settles: the flows whose id the text has a piece of, wherever it was cut, those a line names without
/// their amount, and where the text names none those of the very amount and about the day. A person accepts one of them, or none.
/// </summary>
public static class MovementProposals
{
    public const int PerMovementMax = 10;

    /// <summary>A date: what is shorter begins the ids of a whole month and says nothing without the amount.</summary>
    private const int PrefixLengthMin = 10;

    private const int DaysApartMax = 10;

    /// <summary>The nearest first.</summary>
    private static readonly int[] DaysNear = [.. Enumerable.Range(-DaysApartMax, (2 * DaysApartMax) + 1).OrderBy(Math.Abs)];

    /// <summary>
    /// Flows that may be as good as each other are looked at up to here: every movement against every flow of a month is no search.
    /// </summary>
    private const int ConsideredMax = 200;

    public static IReadOnlyList<MovementProposal> Of(IEnumerable<MovementFact> movements, IReadOnlyList<FlowFact> flows)
    {
        var open = flows.Where(f => f.IsOpen).OrderBy(f => Compared(f.FlussoId), StringComparer.Ordinal).ToList();
        var ids = new FlussoIdSet(open.Select(f => f.FlussoId));
        var sorted = open.Select(f => Compared(f.FlussoId)).ToList();
        var byAmount = Enumerable.Range(0, open.Count).ToLookup(i => (open[i].TotalCents, open[i].RegulationDate.DayNumber));
        var pieces = new FlussoIdPieces(sorted);
        return [.. movements.Where(m => m.AmountCents > 0).SelectMany(m => Of(m))];

        IEnumerable<MovementProposal> Of(MovementFact movement)
        {
            var named = RemittanceParser.FindKnownFlows(movement.Description, ids).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var candidates =
                named.Count > 0
                    ? open.Where(f => named.Contains(f.FlussoId))
                        .Select(f => (Flow: f, Left: new IdLeft(IsNamed: true)))
                        .Concat(Beside(movement, [.. named.Select(Compared)]))
                    : Unnamed(movement).Select(c => (Flow: open[c.Key], Left: c.Value));
            return candidates
                .Where(c => !movement.RefusedTargets.Contains(c.Flow.Target))
                .Select(c => Propose(movement, c.Flow, c.Left))
                .OrderByDescending(p => p.Score)
                .Take(PerMovementMax);
        }

        // Of several ids some may be cut.
        IEnumerable<(FlowFact Flow, IdLeft Left)> Beside(MovementFact movement, List<string> named) =>
            RemittanceParser
                .FindBeginnings(movement.Description)
                .Select(Compared)
                .Where(cut =>
                    !named.Exists(id => id.StartsWith(cut, StringComparison.Ordinal) || cut.StartsWith(id, StringComparison.Ordinal))
                )
                .SelectMany(cut => Beginning(cut).Take(ConsideredMax).Select(i => (Flow: open[i], Left: new IdLeft(Prefix: cut.Length))))
                .DistinctBy(c => c.Flow.Id);

        Dictionary<int, IdLeft> Unnamed(MovementFact movement)
        {
            var text = movement.Description;
            var prefix = movement.FlowReference is { } reference ? Compared(reference) : "";
            var found = new Dictionary<int, IdLeft>();
            if (prefix.Length > 0)
                foreach (
                    var i in prefix.Length >= PrefixLengthMin
                        ? OfAmount(movement).Where(i => sorted[i].StartsWith(prefix, StringComparison.Ordinal)).Concat(Beginning(prefix))
                        : Beginning(prefix).Where(i => open[i].TotalCents == movement.AmountCents)
                )
                {
                    found[i] = new(Prefix: prefix.Length);
                    if (found.Count == ConsideredMax)
                        break;
                }
            // Where the text has most of another id, which may come tomorrow, neither a piece nor the amount says anything.
            if (prefix.Length >= PrefixLengthMin)
                return found;
            // A piece without the amount has to be most of the id.
            foreach (var (i, length) in pieces.In(text))
                if (!found.ContainsKey(i) && (open[i].TotalCents == movement.AmountCents || length * 2 > sorted[i].Length))
                    found[i] = new(Piece: length);
            foreach (var i in OfAmount(movement).Where(i => !found.ContainsKey(i)))
                if (pieces.LongestOf(i, text) is > 0 and var length)
                    found[i] = new(Piece: length);
            if (found.Count == 0)
                foreach (var i in OfAmount(movement))
                    found[i] = new();
            return found;
        }

        IEnumerable<int> OfAmount(MovementFact movement) =>
            DaysNear.SelectMany(d => byAmount[(movement.AmountCents, movement.Day.DayNumber + d)]).Take(ConsideredMax);

        IEnumerable<int> Beginning(string prefix)
        {
            var at = sorted.BinarySearch(prefix, StringComparer.Ordinal);
            var first = at < 0 ? ~at : at;
            while (first > 0 && sorted[first - 1] == prefix)
                first--;
            for (var i = first; i < sorted.Count && sorted[i].StartsWith(prefix, StringComparison.Ordinal); i++)
                yield return i;
        }
    }

    /// <summary>What the text has left of an id.</summary>
    private readonly record struct IdLeft(bool IsNamed = false, int Prefix = 0, int Piece = 0);

    private static string Compared(string text) => MovementMatching.Compact(text).ToUpperInvariant();

    private static MovementProposal Propose(MovementFact movement, FlowFact flow, IdLeft left)
    {
        var evidence = new ProposalEvidence
        {
            IsNamed = left.IsNamed,
            PrefixLength = left.Prefix,
            PieceLength = left.Piece,
            IdLength = MovementMatching.Compact(flow.FlussoId).Length,
            IsAmountEqual = flow.TotalCents == movement.AmountCents,
            DaysApart = DaysApart(movement, flow),
        };
        return new(movement.Id, flow.Id, ProposalScore.Of(evidence), ProposalScore.Words(evidence));
    }

    private static int DaysApart(MovementFact movement, FlowFact flow) => movement.Day.DayNumber - flow.RegulationDate.DayNumber;
}

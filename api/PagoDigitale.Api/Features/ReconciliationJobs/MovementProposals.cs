using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>A rendicontazione that a movement may pay out.</summary>
public sealed record MovementProposal(Guid MovementId, Guid RendicontazioneId, int Score, IReadOnlyList<string> Evidence);

/// <summary>
/// For credits that nothing settles: the flows a cut id begins, those a line names without their amount, and where the text
/// names none those of the very amount and about the day. A person accepts one of them, or none.
/// </summary>
public static class MovementProposals
{
    public const int PerMovementMax = 10;

    /// <summary>A date: what is shorter begins the ids of a whole month and says nothing without the amount.</summary>
    private const int PrefixLengthMin = 10;

    private const int DaysApartMax = 10;

    public static IReadOnlyList<MovementProposal> Of(IEnumerable<MovementFact> movements, IReadOnlyList<FlowFact> flows)
    {
        var open = flows.Where(f => f.IsOpen).OrderBy(f => MovementMatching.Compact(f.FlowId).ToUpperInvariant(), StringComparer.Ordinal).ToList();
        var ids = open.Select(f => f.FlowId).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var byAmount = open.ToLookup(f => f.TotalCents);
        var sorted = open.Select(f => MovementMatching.Compact(f.FlowId).ToUpperInvariant()).ToList();
        return [.. movements.Where(m => m.AmountCents > 0).SelectMany(m => Of(m))];

        IEnumerable<MovementProposal> Of(MovementFact movement)
        {
            var named = RemittanceParser.FindKnownFlows(movement.Description, ids).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var prefix = movement.FlowReference is { } reference ? MovementMatching.Compact(reference).ToUpperInvariant() : "";
            var candidates = named.Count > 0 ? open.Where(f => named.Contains(f.FlowId))
                : prefix.Length == 0 ? byAmount[movement.AmountCents].Where(f => Math.Abs(DaysApart(movement, f)) <= DaysApartMax)
                : Beginning(prefix).Where(f => prefix.Length >= PrefixLengthMin || f.TotalCents == movement.AmountCents);
            return candidates.Where(f => !movement.RefusedTargets.Contains(f.Target)).Select(f => Propose(movement, f, named.Contains(f.FlowId), prefix.Length))
                .OrderByDescending(p => p.Score).Take(PerMovementMax);
        }

        IEnumerable<FlowFact> Beginning(string prefix)
        {
            var at = sorted.BinarySearch(prefix, StringComparer.Ordinal);
            var first = at < 0 ? ~at : at;
            while (first > 0 && sorted[first - 1] == prefix)
                first--;
            for (var i = first; i < sorted.Count && sorted[i].StartsWith(prefix, StringComparison.Ordinal); i++)
                yield return open[i];
        }
    }

    private static MovementProposal Propose(MovementFact movement, FlowFact flow, bool isNamed, int prefixLength)
    {
        var evidence = new ProposalEvidence
        {
            IsNamed = isNamed,
            PrefixLength = isNamed ? 0 : prefixLength,
            IdLength = MovementMatching.Compact(flow.FlowId).Length,
            IsAmountEqual = flow.TotalCents == movement.AmountCents,
            DaysApart = DaysApart(movement, flow),
        };
        return new(movement.Id, flow.Id, ProposalScore.Of(evidence), ProposalScore.Words(evidence));
    }

    private static int DaysApart(MovementFact movement, FlowFact flow) => movement.Day.DayNumber - flow.RegulationDate.DayNumber;
}

using PagoDigitale.Api.Features.BankStatements.Door;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// What of each movement pays out which rendicontazione. The rendicontazioni are filled one after the other with the movements
/// one after the other, debits first; a difference is left with the last one, for too little as for too much.
/// </summary>
public static class MovementAllotment
{
    /// <param name="missingCents">What is still to come of each rendicontazione.</param>
    /// <returns>Null when the amounts do not agree, or when a rendicontazione would get nothing.</returns>
    public static IReadOnlyList<MovementLink>? Of(
        IReadOnlyList<DecidedMovement> movements,
        IReadOnlyList<DecidedFlow> flows,
        IReadOnlyList<long> missingCents,
        bool acceptDifference
    )
    {
        if (movements.Sum(m => m.AmountCents) != missingCents.Sum() && !acceptDifference)
            return null;
        if (flows.Count == 1)
            return [.. movements.Select(m => new MovementLink(m.Id, flows[0].Id, m.AmountCents, IsDecided: true))];
        if (missingCents.Any(c => c <= 0))
            return null;
        var shares = new Dictionary<(Guid Movement, Guid Flow), long>();
        var missing = missingCents.ToArray();
        foreach (var movement in movements.OrderBy(m => m.AmountCents > 0).ThenBy(m => m.Id))
        {
            var rest = movement.AmountCents;
            for (var i = 0; i < flows.Count && rest != 0; i++)
            {
                var share = i == flows.Count - 1 || rest < 0 ? rest : Math.Min(rest, missing[i]);
                if (share == 0)
                    continue;
                shares[(movement.Id, flows[i].Id)] = share;
                missing[i] -= share;
                rest -= share;
            }
        }
        return flows.All(f => shares.Keys.Any(k => k.Flow == f.Id))
            ? [.. shares.Select(s => new MovementLink(s.Key.Movement, s.Key.Flow, s.Value, IsDecided: true))]
            : null;
    }
}

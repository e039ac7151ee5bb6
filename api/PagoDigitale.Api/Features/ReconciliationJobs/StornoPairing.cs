namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>A debit, or a credit that one may take back, without its sign.</summary>
/// <param name="Rank">Of credits: the lower, the sooner it is taken.</param>
public sealed record StornoMovement(Guid Id, string Kind, string Reference, long Cents, DateOnly Day, int Rank = 0);

/// <summary>
/// Which debit takes back which credit: the same reference and amount, and not a later day. The earliest debit chooses first, and
/// takes the credit of the lowest rank, of those the latest. A bank may write one reference on thousands of lines: each line is
/// looked at once, not once for every line of the other side.
/// </summary>
public static class StornoPairing
{
    /// <param name="refusals">Of a debit, the credits that a person said it does not take back.</param>
    public static List<(Guid Debit, Guid Credit)> Of(
        IEnumerable<StornoMovement> debits,
        IEnumerable<StornoMovement> credits,
        ILookup<Guid, string> refusals
    )
    {
        var byKey = credits.ToLookup(KeyOf);
        return [.. debits.GroupBy(KeyOf).SelectMany(d => PairsOf(d.OrderBy(m => m.Day).ThenBy(m => m.Id), byKey[d.Key], refusals))];
    }

    private static (string, string, long) KeyOf(StornoMovement movement) => (movement.Kind, movement.Reference, movement.Cents);

    private static IEnumerable<(Guid Debit, Guid Credit)> PairsOf(
        IEnumerable<StornoMovement> debits,
        IEnumerable<StornoMovement> credits,
        ILookup<Guid, string> refusals
    )
    {
        var coming = new Queue<StornoMovement>(credits.OrderBy(c => c.Day));
        var there = new PriorityQueue<StornoMovement, StornoMovement>(Comparer<StornoMovement>.Create(Compare));
        foreach (var debit in debits)
        {
            while (coming.TryPeek(out var next) && next.Day <= debit.Day)
                there.Enqueue(coming.Dequeue(), next);
            var refused = new List<StornoMovement>();
            while (there.TryDequeue(out var credit, out _))
            {
                if (!refusals[debit.Id].Contains(credit.Id.ToString()))
                {
                    yield return (debit.Id, credit.Id);
                    break;
                }
                refused.Add(credit);
            }
            there.EnqueueRange(refused.Select(c => (c, c)));
        }
    }

    private static int Compare(StornoMovement a, StornoMovement b) =>
        a.Rank != b.Rank ? a.Rank.CompareTo(b.Rank)
        : a.Day != b.Day ? b.Day.CompareTo(a.Day)
        : b.Id.CompareTo(a.Id);
}

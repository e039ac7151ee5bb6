using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Core.Tests.LifeCycles;

/// <summary>What can happen to the instalments of a position, step by step, as the operations do it.</summary>
internal static class OptionHistories
{
    private static readonly InstalmentEvent[] _money =
    [
        InstalmentEvent.Pay,
        InstalmentEvent.Report,
        InstalmentEvent.Reconcile,
        InstalmentEvent.WithdrawReport,
        InstalmentEvent.Unreconcile,
    ];

    /// <param name="shapes">Of which option each instalment is.</param>
    /// <returns>All that positions of these shapes can come to, from draft on.</returns>
    public static IEnumerable<OptionInstalment[]> Reached(int[][] shapes) =>
        shapes.SelectMany(shape =>
        {
            OptionInstalment[] first = [.. shape.Select(o => new OptionInstalment(o, InstalmentState.Draft, IsReleased: o != 1))];
            var seen = new Dictionary<string, OptionInstalment[]> { [Key(first)] = first };
            var next = new Queue<OptionInstalment[]>([first]);
            while (next.TryDequeue(out var now))
                foreach (var (_, after) in Steps(now))
                    if (seen.TryAdd(Key(after), after))
                        next.Enqueue(after);
            return seen.Values;
        });

    /// <summary>Every event in every state, those refused left out, with what it makes of the whole.</summary>
    public static IEnumerable<(string Event, OptionInstalment[] After)> Steps(OptionInstalment[] now)
    {
        for (var n = 0; n < now.Length; n++)
        {
            foreach (var @event in _money)
                if (Moved(now, n, @event) is { } after)
                    yield return ($"{@event} {n}", after);
            if (Withdrawn(now, n) is { } back)
                yield return ($"Withdraw {n}", back);
            if (Decided(now[n].State, InstalmentEvent.Expire) is { } expired)
                yield return ($"Expire {n}", Settled(With(now, n, now[n] with { State = expired })));
        }
        yield return ("Publish", Settled(All(now, InstalmentEvent.Publish, (i, s) => i with { State = s })));
        yield return ("Cancel", Settled(All(now, InstalmentEvent.Cancel, (i, s) => i with { State = s, IsReleased = true })));
        var owed =
            PaymentOptions.OwedOf(now)
            ?? now.Where(i => Decided(i.State, InstalmentEvent.Reopen) is not null)
                .OrderBy(i => now.Any(x => x.Option == i.Option && InstalmentLifeCycle.IsSettled(x.State)))
                .Select(i => (int?)i.Option)
                .FirstOrDefault();
        yield return ("Reopen", Settled(All(now, InstalmentEvent.Reopen, (i, s) => i with { State = s, IsReleased = i.Option != owed })));
    }

    public static string Key(IEnumerable<OptionInstalment> instalments) =>
        string.Join(' ', instalments.Select(i => $"{i.Option}{i.State}{(i.IsReleased ? "-" : "")}"));

    /// <summary>Money that comes for an option that is not the owed one makes it that one.</summary>
    private static OptionInstalment[]? Moved(OptionInstalment[] now, int n, InstalmentEvent @event)
    {
        if (Decided(now[n].State, @event) is not { } to)
            return null;
        var chosen = now[n].IsAlternative && InstalmentLifeCycle.IsSettled(to) ? [.. PaymentOptions.Settle(now, now[n].Option)] : now;
        return Settled(With(chosen, n, chosen[n] with { State = to }));
    }

    /// <summary>What came for a void one, or a cancelled one, leaves it as it was.</summary>
    private static OptionInstalment[]? Withdrawn(OptionInstalment[] now, int n)
    {
        if (Decided(now[n].State, InstalmentEvent.WithdrawPayment) is not { } unpaid)
            return null;
        var isOfOther = PaymentOptions.OwedOf(now) is { } owed && owed != now[n].Option;
        var state =
            !now[n].IsReleased ? unpaid
            : isOfOther ? InstalmentState.Void
            : InstalmentState.Cancelled;
        return Promoted(Settled(With(now, n, now[n] with { State = state })));
    }

    /// <summary>What came for another option, and was owed back, pays it where nothing of the owed one is paid any more.</summary>
    private static OptionInstalment[] Promoted(OptionInstalment[] now)
    {
        if (now.Any(i => !i.IsReleased && InstalmentLifeCycle.IsSettled(i.State)))
            return now;
        var other = now.Where(i => i.IsReleased && InstalmentLifeCycle.IsSettled(i.State)).Min(i => (int?)i.Option);
        var owed = PaymentOptions.OwedOf(now);
        return other is null || owed is null || owed == other
            ? now
            :
            [
                .. PaymentOptions
                    .Settle(now, other)
                    .Select(i => i.Option == other && InstalmentLifeCycle.IsSettled(i.State) ? i with { IsReleased = false } : i),
            ];
    }

    private static OptionInstalment[] All(
        OptionInstalment[] now,
        InstalmentEvent @event,
        Func<OptionInstalment, InstalmentState, OptionInstalment> change
    ) => [.. now.Select(i => Decided(i.State, @event) is { } to ? change(i, to) : i)];

    private static InstalmentState? Decided(InstalmentState state, InstalmentEvent @event) =>
        InstalmentLifeCycle.Decide(state, @event) is { IsMoved: true } decision ? decision.State : null;

    private static OptionInstalment[] With(OptionInstalment[] now, int n, OptionInstalment changed) =>
        [.. now.Select((i, at) => at == n ? changed : i)];

    private static OptionInstalment[] Settled(OptionInstalment[] instalments) => [.. PaymentOptions.Settle(instalments)];
}

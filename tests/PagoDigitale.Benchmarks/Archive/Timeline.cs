namespace PagoDigitale.Benchmarks.Archive;

/// <summary>What happens to debts, in the order in which it does: what only grows is written so in life, and its indexes with it.</summary>
internal static class Timeline
{
    /// <summary>One of three: a debt is issued, a debt is paid, a flow tells of its payments.</summary>
    internal readonly record struct Happening(ArchivedDebt? Issued, ArchivedDebt? Paid, int? Told);

    public static IEnumerable<Happening> Of(ArchiveShape shape, bool isTold)
    {
        var issued = DebtTables.DebtsOf(shape).Select(d => (d.CreatedAt, new Happening(d, null, null)));
        var paid = DebtTables.PaymentsOf(shape).Select(d => (d.PaidAt, new Happening(null, d, null)));
        var told = Enumerable.Range(0, isTold ? shape.Flows : 0).Select(f => (ArchivedDebt.ToldAt(shape, f), new Happening(null, null, f)));
        var streams = new PriorityQueue<IEnumerator<(DateTimeOffset At, Happening What)>, DateTimeOffset>();
        foreach (var stream in new[] { issued.GetEnumerator(), paid.GetEnumerator(), told.GetEnumerator() })
            GoOn(stream);
        while (streams.TryDequeue(out var next, out _))
        {
            yield return next.Current.What;
            GoOn(next);
        }

        void GoOn(IEnumerator<(DateTimeOffset At, Happening What)> stream)
        {
            if (stream.MoveNext())
                streams.Enqueue(stream, stream.Current.At);
            else
                stream.Dispose();
        }
    }
}

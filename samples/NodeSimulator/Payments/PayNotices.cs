using PagoDigitale.Core.Calendar;
using PagoDigitale.NodeSimulator.Node;
using PagoDigitale.NodeSimulator.Psps;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>Carries out an order, a few notices at a time.</summary>
public sealed class PayNotices(StationClient station, Book book)
{
    /// <summary>Payments of a day are made from eight in the morning on, well before the operating day closes at 13:00.</summary>
    private static readonly TimeSpan Opening = TimeSpan.FromHours(8);
    private static readonly TimeSpan OpenFor = TimeSpan.FromHours(4);

    public async Task<PaymentReport> RunAsync(PaymentOrder order, CancellationToken cancellationToken)
    {
        var reports = new NoticeReport[order.Notices.Count];
        var limits = new ParallelOptions { MaxDegreeOfParallelism = order.Parallelism, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            order.Notices.Count,
            limits,
            async (index, token) =>
            {
                var notice = order.Notices[index];
                reports[index] = await new PayNotice(station, book, order, notice, PspOf(order, index), PaidAt(order, index)).RunAsync(
                    token
                );
            }
        );
        book.Save();
        return new PaymentReport(reports);
    }

    private static Psp PspOf(PaymentOrder order, int index)
    {
        if (order.Notices[index].PspId is { } named)
            return KnownPsps.Of(named);
        return order.PspIds.Count > 0
            ? KnownPsps.Of(order.PspIds[index % order.PspIds.Count])
            : KnownPsps.Default[index % KnownPsps.Default.Count];
    }

    private DateTimeOffset PaidAt(PaymentOrder order, int index)
    {
        if (order.Notices[index].PaidAt is { } told)
            return told.ToUniversalTime();
        if (order.Days.Count == 0)
            return book.Now;
        // PSPs take turns first: each of them is paid something on every day.
        var turns = order.PspIds.Count > 0 ? order.PspIds.Count : KnownPsps.Default.Count;
        var day = order.Days[index / turns % order.Days.Count];
        return RomeTime.StartOfDay(day) + Opening + TimeSpan.FromSeconds(index * 7.0 % OpenFor.TotalSeconds);
    }
}

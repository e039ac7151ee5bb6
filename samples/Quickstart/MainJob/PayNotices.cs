using PagoDigitale.Core.Calendar;
using PagoDigitale.Quickstart.Simulator;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>A payment some PSP has made for a notice. A notice paid twice has two of them, the second one a duplicate.</summary>
public sealed record MadePayment(IssuedNotice Notice, string ReceiptId, long AmountCents, bool IsDuplicate, bool IsLate);

public sealed record MadePayments(IReadOnlyList<MadePayment> Items)
{
    public Sum Sum => Sum.Of(Items.Select(payment => payment.AmountCents));

    public MadePayment Duplicate => Items.Single(payment => payment.IsDuplicate);

    public MadePayment Late => Items.Single(payment => payment.IsLate);
}

/// <summary>
/// Members pay at three PSPs over four days, and what happens in life happens to some of them: one notice paid twice, one
/// receipt that comes late, answers that get lost, receipts sent twice, an expired notice, a number nobody issued.
/// </summary>
public sealed class PayNotices(Tools tools)
{
    private const int ChunkCount = 50;

    private static readonly string[] Psps = ["BPROITMM", "IPESITRR", "PPROITRR"];

    public async Task<MadePayments> RunAsync(IssuedFlow issued, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Members pay at three PSPs");
        var expired = issued.Notices.Single(notice => notice.Member.DueDate < tools.Options.Today);
        var payers = issued.Notices.Where(notice => notice != expired).Take(tools.Options.PaidCount).ToList();
        var orders = payers
            .Select((notice, index) => Order(notice, index, FaultOf(index)))
            .Append(Order(expired, 0, Faults.Expired))
            .Append(Order(issued.Notices[^2], 0, Faults.UnknownNotice))
            .ToList();
        var reports = new List<NoticeReport>(orders.Count);
        foreach (var chunk in orders.Chunk(ChunkCount))
        {
            var report = await tools.Simulator.PayAsync(
                new(
                    tools.StationUrl,
                    tools.Options.SubscriptionKey,
                    tools.Organization,
                    tools.Options.Broker,
                    tools.Options.Station,
                    chunk
                ),
                cancellationToken
            );
            reports.AddRange(report.Notices);
            step.At(reports.Count, orders.Count);
        }
        var made = Check(payers, reports);
        step.Say($"{payers.Count} notices paid, one of them twice: {Euro.Text(made.Sum.Cents)}; expired and unknown ones refused");
        return made;
    }

    private static MadePayments Check(List<IssuedNotice> payers, List<NoticeReport> reports)
    {
        if (reports.Find(report => !report.IsAsExpected) is { } wrong)
        {
            var last = wrong.Steps[^1];
            throw new MainJobFailedException(
                $"Notice {wrong.NoticeNumber}{(wrong.Fault is null ? "" : $" ({wrong.Fault})")}: "
                    + $"{last.Operation} answered {last.Outcome} {last.FaultCode} {last.Description}"
            );
        }

        var byNumber = payers.ToDictionary(notice => notice.NoticeNumber, StringComparer.Ordinal);
        var payments = new List<MadePayment>();
        foreach (var report in reports.Where(report => report.Payments.Count > 0))
        {
            var notice = byNumber[report.NoticeNumber];
            foreach (var (index, payment) in report.Payments.Index())
            {
                // What the node was told to collect is what the member owes.
                Expect.Equal($"amount paid for {report.NoticeNumber}", notice.Member.AmountCents, payment.AmountCents);
                payments.Add(new MadePayment(notice, payment.ReceiptId, payment.AmountCents, index > 0, payment.IsReceiptHeld));
            }
        }
        Expect.Equal("payments made", payers.Count + 1, payments.Count);
        return new MadePayments(payments);
    }

    private NoticeToPay Order(IssuedNotice notice, int index, string? fault)
    {
        var day = tools.Options.PaymentDays[index / Psps.Length % tools.Options.PaymentDays.Count];
        var paidAt = RomeTime.StartOfDay(day).AddHours(8).AddSeconds(index * 20);
        return new NoticeToPay(notice.NoticeNumber, Psps[index % Psps.Length], paidAt, fault);
    }

    private static string? FaultOf(int index) =>
        index switch
        {
            10 => Faults.SecondPayment,
            20 => Faults.LateReceipt,
            60 or 160 => Faults.Timeout,
            70 or 170 => Faults.DuplicateReceipt,
            80 => Faults.OutOfOrder,
            _ => null,
        };
}

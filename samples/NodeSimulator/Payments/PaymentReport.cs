using PagoDigitale.NodeSimulator.Node;

namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>What became of an order, notice by notice.</summary>
public sealed record PaymentReport(IReadOnlyList<NoticeReport> Notices)
{
    /// <summary>Notices paid at least once.</summary>
    public int PaidCount => Notices.Count(notice => notice.Payments.Count > 0);

    /// <summary>Payments made; a notice paid twice counts twice.</summary>
    public int PaymentsCount => Notices.Sum(notice => notice.Payments.Count);

    public long PaidCents => Notices.Sum(notice => notice.Payments.Sum(payment => payment.AmountCents));

    /// <summary>Payments whose receipt waits to be released.</summary>
    public int HeldReceiptsCount => Notices.Sum(notice => notice.Payments.Count(payment => payment.IsReceiptHeld));

    public int RefusedCount => Notices.Count(notice => notice.Payments.Count == 0);

    /// <summary>Notices for which the station did not answer as a good one does.</summary>
    public int UnexpectedCount => Notices.Count(notice => !notice.IsAsExpected);
}

public sealed record NoticeReport(string NoticeNumber, string PspId, IReadOnlyList<Step> Steps)
{
    public string? Fault { get; init; }

    public IReadOnlyList<PaymentMade> Payments { get; init; } = [];

    /// <summary>Whether the station answered as a good one does, also where refusing is right.</summary>
    public bool IsAsExpected { get; init; }
}

public sealed record PaymentMade(string ReceiptId, string Iuv, string PspId, DateTimeOffset PaidAt, long AmountCents, bool IsReceiptHeld);

/// <summary>One question, as it is reported: the operation, what came of it and how long it took.</summary>
public sealed record Step(string Operation, string Outcome, double Milliseconds)
{
    public string? FaultCode { get; init; }

    public string? Description { get; init; }

    internal static Step Of(Delivery delivery) =>
        new(
            PagoDigitale.Node.PaForNode.PaOperations.SoapAction(delivery.Operation),
            delivery.Outcome switch
            {
                DeliveryOutcome.Ok => "OK",
                DeliveryOutcome.Ko => "KO",
                DeliveryOutcome.Timeout => "timeout",
                DeliveryOutcome.InvalidAnswer => "invalid-answer",
                _ => "unreachable",
            },
            Math.Round(delivery.Elapsed.TotalMilliseconds, 1)
        )
        {
            FaultCode = delivery.Fault,
            Description = delivery.Description,
        };
}

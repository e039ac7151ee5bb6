namespace PagoDigitale.Quickstart.Simulator;

public sealed record PaymentOrder(
    Uri NodeUrl,
    string? SubscriptionKey,
    string IdPa,
    string IdBroker,
    string IdStation,
    IReadOnlyList<NoticeToPay> Notices
);

public sealed record NoticeToPay(string NoticeNumber, string PspId, DateTimeOffset PaidAt, string? Fault = null);

public sealed record PaymentReport(IReadOnlyList<NoticeReport> Notices);

public sealed record NoticeReport(
    string NoticeNumber,
    string? Fault,
    bool IsAsExpected,
    IReadOnlyList<PaymentMade> Payments,
    IReadOnlyList<Step> Steps
);

public sealed record PaymentMade(string ReceiptId, string Iuv, string PspId, DateTimeOffset PaidAt, long AmountCents, bool IsReceiptHeld);

public sealed record Step(string Operation, string Outcome, string? FaultCode, string? Description);

public sealed record ReleaseReport(IReadOnlyList<ReleasedReceipt> Items);

public sealed record ReleasedReceipt(string ReceiptId, string NoticeNumber, Step Step);

public sealed record ReportedFlow(
    string FlussoId,
    string PspId,
    DateOnly RegulationDate,
    int Revision,
    int PaymentsCount,
    long TotalCents,
    IReadOnlyList<string> ReceiptIds
);

/// <summary>The simulator's names for what goes wrong on purpose.</summary>
public static class Faults
{
    public const string Timeout = "timeout";
    public const string DuplicateReceipt = "duplicate-receipt";
    public const string SecondPayment = "second-payment";
    public const string LateReceipt = "late-receipt";
    public const string OutOfOrder = "out-of-order";
    public const string UnknownNotice = "unknown-notice";
    public const string Expired = "expired";
}

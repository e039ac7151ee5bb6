using PagoDigitale.NodeSimulator.Node;

namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>Notices to be paid, and how.</summary>
public sealed record PaymentOrder
{
    public Uri? NodeUrl { get; init; }

    public string? SubscriptionKey { get; init; }

    public string IdPa { get; init; } = "";

    public string IdBroker { get; init; } = "";

    public string IdStation { get; init; } = "";

    /// <summary>2 for paGetPaymentV2 and paSendRTV2, 1 for their older versions.</summary>
    public int Version { get; init; } = 2;

    public int Parallelism { get; init; } = 8;

    /// <summary>The PSPs that take turns where a notice names none.</summary>
    public IReadOnlyList<string> PspIds { get; init; } = [];

    /// <summary>The days over which payments are spread where a notice tells no time; today when empty.</summary>
    public IReadOnlyList<DateOnly> Days { get; init; } = [];

    public IReadOnlyList<NoticeToPay> Notices { get; init; } = [];

    internal StationAddress Station => new(NodeUrl!, SubscriptionKey, IdPa, IdBroker, IdStation);
}

public sealed record NoticeToPay
{
    public string NoticeNumber { get; init; } = "";

    public string? PspId { get; init; }

    public DateTimeOffset? PaidAt { get; init; }

    public string? Fault { get; init; }

    /// <summary>What the receipt tells, with the fault wrong-amount; a euro more than the position when absent.</summary>
    public long? AmountCents { get; init; }
}

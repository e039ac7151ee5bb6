namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>What goes wrong with a payment, on purpose.</summary>
public static class Faults
{
    /// <summary>The receipt is sent, its answer abandoned, and it is sent again.</summary>
    public const string Timeout = "timeout";

    /// <summary>The same receipt is sent twice.</summary>
    public const string DuplicateReceipt = "duplicate-receipt";

    /// <summary>The notice is paid again, with another receipt: money the organization owes back.</summary>
    public const string SecondPayment = "second-payment";

    /// <summary>The payment is made; its receipt is kept back until it is released.</summary>
    public const string LateReceipt = "late-receipt";

    /// <summary>A number of the same station that nobody issued is asked for.</summary>
    public const string UnknownNotice = "unknown-notice";

    /// <summary>The notice is expected to be refused as expired.</summary>
    public const string Expired = "expired";

    /// <summary>The receipt arrives though the payment was never activated, as in Stand-In; activation is tried afterwards.</summary>
    public const string OutOfOrder = "out-of-order";

    /// <summary>The receipt tells another amount than the position (Stand-In with stale data).</summary>
    public const string WrongAmount = "wrong-amount";

    /// <summary>The question violates the schema.</summary>
    public const string RefusedStructure = "refused-structure";

    public static IReadOnlyList<string> All { get; } =
    [Timeout, DuplicateReceipt, SecondPayment, LateReceipt, UnknownNotice, Expired, OutOfOrder, WrongAmount, RefusedStructure];
}

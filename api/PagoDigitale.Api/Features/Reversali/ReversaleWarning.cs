using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>Something that somebody has to complete although the reversale was issued: the money has come, whatever it was for.</summary>
public sealed record ReversaleWarning
{
    private const string BookAndPrevent =
        "Book it in accounting by hand. listAllocations with reversaleId lists the payments: give the service, or the transfers of the positions, an accertamento, so that the next ones "
        + "have it. Second payments and payments of unknown notices belong to no accertamento: refund them, or find out what they are for.";

    public required string Code { get; init; }
    public required long AmountCents { get; init; }
    public required string Message { get; init; }
    public required string Remedy { get; init; }

    public static IReadOnlyList<ReversaleWarning> Of(long amountCents, long unallocatedCents) =>
        unallocatedCents == 0 ? []
        : unallocatedCents == amountCents
            ? [Unallocated("nothing-allocated", unallocatedCents, $"No accertamento was found for any of the {EuroCents.ToItalian(amountCents)} euro.")]
            : [Unallocated("partly-unallocated", unallocatedCents, $"No accertamento was found for {EuroCents.ToItalian(unallocatedCents)} of the {EuroCents.ToItalian(amountCents)} euro.")];

    private static ReversaleWarning Unallocated(string code, long cents, string message) => new() { Code = code, AmountCents = cents, Message = message, Remedy = BookAndPrevent };
}

using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Something that somebody has to complete or to see to although the reversale was issued. Computed when read: what is mended later is
/// said no more.
/// </summary>
public sealed record ReversaleWarning
{
    private const string BookAndPrevent =
        "Annul the reversale (annulReversale), give the service an accertamento (changeService), allocate what was issued "
        + "without one (allocateService) and issue "
        + "the reversale anew; or book the amount in accounting by hand. listAllocations with reversaleId lists the payments. "
        + "Second payments and payments of unknown notices belong "
        + "to no accertamento: refund them, or assign them to another notice and issue anew.";

    public required string Code { get; init; }
    public required long AmountCents { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }

    public static IReadOnlyList<ReversaleWarning> Of(long amountCents, long unallocatedCents, bool hasMovement) =>
        hasMovement ? Unallocated(amountCents, unallocatedCents) : [.. Unallocated(amountCents, unallocatedCents), NoMovement(amountCents)];

    private static ReversaleWarning NoMovement(long cents) =>
        new()
        {
            Code = "no-treasury-movement",
            AmountCents = cents,
            Message =
                $"No treasury movement says that the {EuroCents.ToItalian(cents)} euro came: they were accounted on the "
                + "rendicontazione alone.",
            Remedy =
                "Upload the bank statement with the credit of the flow and reconcile: the movement is tied to the reversale and "
                + "this warning is gone. Where no statements are loaded, "
                + "compare with the treasurer's account; if the money did not come, ask the PSP for the transfer.",
        };

    private static IReadOnlyList<ReversaleWarning> Unallocated(long amountCents, long unallocatedCents) =>
        unallocatedCents == 0 ? []
        : unallocatedCents < 0 ? [TakenBack(-unallocatedCents)]
        : unallocatedCents == amountCents
            ?
            [
                Unallocated(
                    "nothing-allocated",
                    unallocatedCents,
                    $"No accertamento was found for any of the {EuroCents.ToItalian(amountCents)} euro."
                ),
            ]
        :
        [
            Unallocated(
                "partly-unallocated",
                unallocatedCents,
                $"No accertamento was found for {EuroCents.ToItalian(unallocatedCents)} of the {EuroCents.ToItalian(amountCents)} euro."
            ),
        ];

    private static ReversaleWarning TakenBack(long cents) =>
        new()
        {
            Code = "more-taken-back",
            AmountCents = cents,
            Message =
                $"The flow takes back {EuroCents.ToItalian(cents)} euro of earlier payments that no line here can be lowered by: "
                + "the lines exceed the transfer by them.",
            Remedy =
                "Take them off what was booked for these payments: off what an earlier reversale left without an accertamento, "
                + "when they were second payments, or off the accertamento "
                + "that listCorrectionCases names.",
        };

    private static ReversaleWarning Unallocated(string code, long cents, string message) =>
        new()
        {
            Code = code,
            AmountCents = cents,
            Message = message,
            Remedy = BookAndPrevent,
        };
}

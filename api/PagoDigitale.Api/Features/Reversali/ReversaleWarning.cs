using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Something that somebody has to complete or to see to although the reversale was issued. Computed when read: what is mended later is
/// said no more.
/// </summary>
public sealed record ReversaleWarning
{
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
            Message = ReversaleWarningTexts.NoMovement.With(EuroCents.ToItalian(cents)),
            Remedy = ReversaleWarningTexts.ReconcileStatement,
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
                    ReversaleWarningTexts.NothingAllocated.With(EuroCents.ToItalian(amountCents))
                ),
            ]
        :
        [
            Unallocated(
                "partly-unallocated",
                unallocatedCents,
                ReversaleWarningTexts.PartlyUnallocated.With(EuroCents.ToItalian(unallocatedCents), EuroCents.ToItalian(amountCents))
            ),
        ];

    private static ReversaleWarning TakenBack(long cents) =>
        new()
        {
            Code = "more-taken-back",
            AmountCents = cents,
            Message = ReversaleWarningTexts.MoreTakenBack.With(EuroCents.ToItalian(cents)),
            Remedy = ReversaleWarningTexts.TakeOffBooked,
        };

    private static ReversaleWarning Unallocated(string code, long cents, Message message) =>
        new()
        {
            Code = code,
            AmountCents = cents,
            Message = message,
            Remedy = ReversaleWarningTexts.BookAndPrevent,
        };
}

using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// What the payment options of a position must be to each other: the same debt in each, but where one is reduced for who pays soon. That
/// one ends, or nobody would pay the whole.
/// </summary>
internal static class OptionPlanner
{
    public static PaymentOptionKind KindOf(PaymentOptionInput option) => option.Kind ?? PaymentOptions.KindOf(option.Instalments.Count);

    /// <param name="amounts">Of each option; null where one of its instalments has none.</param>
    public static IEnumerable<FieldError> Check(PositionInput input, IReadOnlyList<long?> amounts)
    {
        var whole = -1;
        for (var o = 0; o < input.Options.Count && whole < 0; o++)
            if (KindOf(input.Options[o]) != PaymentOptionKind.Reduced && amounts[o] is not null)
                whole = o;
        for (var o = 0; o < input.Options.Count; o++)
        {
            var (option, field) = (input.Options[o], $"paymentOptions[{o}]");
            if (option.ValidFrom < input.ValidFrom)
                yield return new(
                    $"{field}.validFrom",
                    "option-before-position",
                    PaymentOptionTexts.BeginsBeforePosition.With(option.ValidFrom, input.ValidFrom),
                    PaymentOptionTexts.BeginWithPosition
                );
            if (KindOf(option) != PaymentOptionKind.Reduced)
            {
                if (whole >= 0 && amounts[o] is { } amount && amount != amounts[whole])
                    yield return new(
                        $"{field}.instalments",
                        "payment-options-sum",
                        PaymentOptionTexts.SumDiffers.With(amount, whole + 1, amounts[whole]),
                        PaymentOptionTexts.AskTheSame
                    );
                continue;
            }
            if (amounts[o] is { } reduced && whole >= 0 && reduced >= amounts[whole])
                yield return new(
                    $"{field}.instalments",
                    "reduction-not-smaller",
                    PaymentOptionTexts.IsNotSmaller.With(reduced, amounts[whole], whole + 1),
                    PaymentOptionTexts.AskLess
                );
            if (whole < 0 && input.Options.TrueForAll(x => KindOf(x) == PaymentOptionKind.Reduced))
                yield return new(
                    $"{field}.kind",
                    "reduction-of-nothing",
                    PaymentOptionTexts.NothingToReduce,
                    PaymentOptionTexts.AddTheWhole
                );
            var instalment = option.Instalments[0];
            if (instalment.ValidUntil is null && (instalment.DueDate is null || option.KeepPayableAfterDueDate != false))
                yield return new(
                    $"{field}.instalments[0].validUntil",
                    "reduction-without-end",
                    PaymentOptionTexts.NeverEnds,
                    PaymentOptionTexts.GiveLastDay
                );
        }
    }
}

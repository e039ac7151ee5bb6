using FluentValidation;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Services;

/// <summary>What a plan needs depends on its kind; what it does not need is refused, so that nothing is said without effect.</summary>
public sealed class PaymentPlanValidator : AbstractValidator<PaymentPlan>
{
    public PaymentPlanValidator()
    {
        RuleFor(x => x.Code).MustBeCode();
        RuleFor(x => x.Description).IsTextUpTo(140);
        RuleFor(x => x.InstalmentsCount)
            .Must((x, count) => IsAtOnce(x.Kind) ? count is null or 1 : count is > 1 and <= PaymentOptions.InstalmentsOfOptionMax)
            .Otherwise(
                "plan-instalments-count",
                PaymentPlanTexts.InstalmentsCount.With(PaymentOptions.InstalmentsOfOptionMax),
                PaymentPlanTexts.CountInstalments
            );
        RuleFor(x => x.FirstAfterDays).InclusiveBetween(0, 3_650);
        RuleFor(x => x.EveryMonths).InclusiveBetween(1, 12);
        RuleFor(x => x.EveryDays).InclusiveBetween(1, 366);
        RuleFor(x => x.DownPaymentPercent).InclusiveBetween(1, 99);
        RuleFor(x => x.ReductionPercent).InclusiveBetween(1, 99);
        RuleFor(x => x.RoundToCents).InclusiveBetween(1L, 100_000L);
        RuleFor(x => x.DownPaymentPercent)
            .Must((x, percent) => percent is not null == (x.Kind == PaymentOptionKind.DownPayment))
            .Otherwise("plan-share-mismatch", PaymentPlanTexts.DownPaymentShare, PaymentPlanTexts.GiveShareOfKind);
        RuleFor(x => x.ReductionPercent)
            .Must((x, percent) => percent is not null == (x.Kind == PaymentOptionKind.Reduced))
            .Otherwise("plan-share-mismatch", PaymentPlanTexts.ReductionShare, PaymentPlanTexts.GiveShareOfKind);
        RuleFor(x => x.DueDates)
            .Must((x, dates) => dates is null != x.FirstAfterDays is null)
            .Otherwise("plan-schedule-mismatch", PaymentPlanTexts.NoSchedule, PaymentPlanTexts.GiveSchedule)
            .Must((x, dates) => dates is null || (dates.Count == (x.InstalmentsCount ?? 1) && dates.SequenceEqual(dates.Order())))
            .Otherwise("plan-schedule-mismatch", PaymentPlanTexts.OtherDates, PaymentPlanTexts.GiveDateOfEach);
        RuleForEach(x => x.DueDates).InclusiveBetween(new(2000, 1, 1), new(2100, 12, 31));
        RuleFor(x => x.EveryMonths)
            .Must((x, _) => Intervals(x) == (x.DueDates is null && !IsAtOnce(x.Kind) ? 1 : 0))
            .Otherwise("plan-schedule-mismatch", PaymentPlanTexts.NoInterval, PaymentPlanTexts.GiveInterval);
    }

    public static bool AreDifferent(IReadOnlyList<PaymentPlan>? plans) =>
        plans is null || plans.Where(p => p is not null).Select(p => p.Code).Distinct(StringComparer.Ordinal).Count() == plans.Count;

    private static bool IsAtOnce(PaymentOptionKind kind) => kind is PaymentOptionKind.Single or PaymentOptionKind.Reduced;

    private static int Intervals(PaymentPlan plan) => (plan.EveryMonths is null ? 0 : 1) + (plan.EveryDays is null ? 0 : 1);
}

internal static class PaymentPlanRules
{
    public const int PlansMax = 10;

    public static void ArePaymentPlans<T>(this IRuleBuilder<T, IReadOnlyList<PaymentPlan>?> rule) =>
        rule.Must(p => p is null || p.Count <= PlansMax)
            .Otherwise("payment-plans-count", PaymentPlanTexts.TooMany.With(PlansMax), PaymentPlanTexts.KeepFewer)
            .Must(PaymentPlanValidator.AreDifferent)
            .Otherwise("payment-plan-repeated", PaymentPlanTexts.IsRepeated, PaymentPlanTexts.CodeEach);
}

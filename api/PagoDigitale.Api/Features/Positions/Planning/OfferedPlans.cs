using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions.Planning;

/// <summary>Makes payment options of the plans of a service, for an amount and a first day: what a caller could have sent itself.</summary>
public sealed class OfferedPlans(ServiceTermsQueries services)
{
    /// <param name="codes">In the order in which the options are offered; null for all plans of the service.</param>
    /// <param name="fields">How the caller named the codes and the amount.</param>
    public async Task<Outcome<List<PaymentOptionInput>>> OfferAsync(
        string service,
        IReadOnlyList<string>? codes,
        long? amountCents,
        DateOnly startsOn,
        (string Codes, string Amount) fields,
        CancellationToken ct
    )
    {
        var (terms, plans) = (await services.FindAsync(service, ct), await services.PlansAsync(service, ct));
        if (terms is null)
            return ApiError.NotFound("service-not-found", PaymentPlanUseTexts.NoService, PaymentPlanUseTexts.NoSuchService.With(service));
        var errors = new List<FieldError>();
        var chosen = Choose(service, codes, plans, fields.Codes, errors);
        if ((amountCents ?? terms.AmountCents) is not { } amount)
            errors.Add(new(fields.Amount, "amount-missing", PositionPlanTexts.AmountIsMissing.With(service), PositionPlanTexts.GiveAmount));
        else
            return Offer(chosen, amount, startsOn, fields.Amount, errors);
        return ApiError.Invalid(errors);
    }

    private static List<PaymentPlan> Choose(
        string service,
        IReadOnlyList<string>? codes,
        IReadOnlyList<PaymentPlan> plans,
        string field,
        List<FieldError> errors
    )
    {
        if (codes is null)
            return [.. plans];
        var chosen = new List<PaymentPlan>();
        foreach (var code in codes)
            if (plans.FirstOrDefault(p => p.Code == code) is not { } plan)
                errors.Add(
                    new(
                        field,
                        "payment-plan-not-found",
                        PaymentPlanUseTexts.NoPlan.With(service, code),
                        PaymentPlanUseTexts.UsePlanOfService.With(plans.Select(p => p.Code))
                    )
                );
            else
                chosen.Add(plan);
        return chosen;
    }

    private static Outcome<List<PaymentOptionInput>> Offer(
        List<PaymentPlan> plans,
        long amount,
        DateOnly startsOn,
        string field,
        List<FieldError> errors
    )
    {
        var options = new List<PaymentOptionInput>();
        foreach (var plan in plans)
            if (plan.Split(amount, startsOn) is { } parts)
                options.Add(OptionOf(plan, parts));
            else
                errors.Add(
                    new(
                        field,
                        "amount-too-small",
                        PaymentPlanUseTexts.IsTooSmall.With(amount, plan.Code),
                        PaymentPlanUseTexts.OfferOtherPlan
                    )
                );
        return errors.Count > 0 ? ApiError.Invalid(errors) : options;
    }

    private static PaymentOptionInput OptionOf(PaymentPlan plan, IReadOnlyList<PlannedPart> parts) =>
        new()
        {
            Kind = plan.Kind,
            Description = plan.Description,
            KeepPayableAfterDueDate = plan.KeepPayableAfterDueDate,
            Instalments =
            [
                .. parts.Select(p => new InstalmentInput
                {
                    AmountCents = p.AmountCents,
                    DueDate = p.DueDate,
                    // A reduced amount ends, whatever the service says of late payments.
                    ValidUntil = plan.Kind == PaymentOptionKind.Reduced ? p.DueDate : null,
                }),
            ],
        };
}

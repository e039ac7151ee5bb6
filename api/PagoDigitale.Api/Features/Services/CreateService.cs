using FluentValidation;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Services;

public sealed record ServiceInput
{
    public required string Code { get; init; }
    public required string Description { get; init; }
    public string? FunctionalClass { get; init; }
    public required string TaxonomyCode { get; init; }
    public required string Iban { get; init; }
    public string? PostalIban { get; init; }
    public string? UnitCode { get; init; }
    public long? AmountCents { get; init; }
    public bool? AllowsOtherAmounts { get; init; }
    public bool? IsSpontaneous { get; init; }
    public AccountingClass? AccountingClass { get; init; }
    public bool? KeepPayableAfterDueDate { get; init; }
    public int? CreditGraceDays { get; init; }
    public RequestToPay? RequestToPay { get; init; }
    public IReadOnlyList<PaymentPlan>? PaymentPlans { get; init; }
}

public sealed class ServiceInputValidator : AbstractValidator<ServiceInput>
{
    internal const int CreditGraceDaysMax = 30;

    public ServiceInputValidator()
    {
        RuleFor(x => x.Code).MustBeCode();
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.FunctionalClass).MaximumLength(35);
        RuleFor(x => x.TaxonomyCode).NotEmpty().MustBeTaxonomyCode();
        RuleFor(x => x.Iban).NotEmpty().MustBeIban();
        RuleFor(x => x.PostalIban).MustBeIban();
        RuleFor(x => x.AmountCents)
            .InclusiveBetween(1, EuroCents.Max)
            .Otherwise("amount-out-of-range", ServicesTexts.AmountOutOfRange, ServicesTexts.UseAmountOrLeaveOut);
        RuleFor(x => x.AccountingClass!).SetValidator(new AccountingClassValidator()).When(x => x.AccountingClass is not null);
        RuleFor(x => x.CreditGraceDays).InclusiveBetween(1, CreditGraceDaysMax);
        RuleFor(x => x.PaymentPlans).ArePaymentPlans();
        RuleForEach(x => x.PaymentPlans).NotNull().SetValidator(new PaymentPlanValidator());
    }
}

public sealed class CreateServiceHandler(
    TenantSession session,
    ServiceRows rows,
    ServiceReferenceQueries references,
    ServiceTaxonomyQueries taxonomy,
    EventLog events,
    TimeProvider clock
)
{
    public async Task<Outcome<ServiceModel>> RunAsync(ServiceInput input, CancellationToken ct)
    {
        var (iban, postalIban) = (Iban.Parse(input.Iban).Value, input.PostalIban is null ? null : Iban.Parse(input.PostalIban).Value);
        var accertamento = await references.CheckAsync(new(iban, postalIban, input.UnitCode, input.AccountingClass), ct);
        if (accertamento.Error is { } error)
            return error;
        var said = TaxonomyCode.Parse(input.TaxonomyCode).Value;
        var request = input.RequestToPay ?? TransferCategory.SaidBy(said) ?? RequestToPay.Allowed;
        var code = TransferCategory.KeyOf(said);
        if (await taxonomy.RefuseAsync(code, ct) is { } refused)
            return refused;
        var created = await session.ExecuteAsync(
            """
            INSERT INTO services (organization_id, service_code, description, functional_class, taxonomy_code, iban, postal_iban,
                unit_code, amount_cents,
                is_spontaneous, accertamento_id, keep_payable_after_due_date, created_at, allows_other_amounts, payment_plans,
                credit_grace_days, request_to_pay)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15::jsonb, $16, $17) ON CONFLICT DO NOTHING
            """,
            ct,
            session.Organization,
            input.Code,
            input.Description,
            input.FunctionalClass,
            code,
            iban,
            postalIban,
            input.UnitCode,
            input.AmountCents,
            input.IsSpontaneous ?? false,
            accertamento.Value,
            input.KeepPayableAfterDueDate ?? true,
            clock.GetUtcNow(),
            input.AllowsOtherAmounts ?? false,
            PaymentPlanJson.Write(input.PaymentPlans),
            input.CreditGraceDays,
            StateText.Of(request)
        );
        if (created == 0)
            return ApiError.Conflict("service-already-exists", ServicesTexts.AlreadyExists, ServicesTexts.CodeIsTaken.With(input.Code));
        await events.EmitAsync(new ServiceCreated(input.Code, IsActive: true), ct);
        var service = await rows.ReadAsync(input.Code, ct);
        return await taxonomy.WarnAsync(service.Value!, isNamed: true, ct);
    }
}

using FluentValidation;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Services;

public sealed record ServiceChange
{
    public string? Description { get; init; }

    [NullRemoves]
    public string? FunctionalClass { get; init; }

    public string? TaxonomyCode { get; init; }
    public string? Iban { get; init; }

    [NullRemoves]
    public string? PostalIban { get; init; }

    [NullRemoves]
    public string? UnitCode { get; init; }

    [NullRemoves]
    public long? AmountCents { get; init; }

    public bool? AllowsOtherAmounts { get; init; }
    public bool? IsSpontaneous { get; init; }

    [NullRemoves]
    public AccountingClass? AccountingClass { get; init; }

    public bool? KeepPayableAfterDueDate { get; init; }

    [NullRemoves]
    public int? CreditGraceDays { get; init; }

    public RequestToPay? RequestToPay { get; init; }

    [NullRemoves]
    public IReadOnlyList<PaymentPlan>? PaymentPlans { get; init; }

    public bool? IsActive { get; init; }
}

public sealed class ServiceChangeValidator : AbstractValidator<ServiceChange>
{
    public ServiceChangeValidator()
    {
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.FunctionalClass).MaximumLength(35);
        RuleFor(x => x.TaxonomyCode).NotEmpty().MustBeTaxonomyCode();
        RuleFor(x => x.Iban).NotEmpty().MustBeIban();
        RuleFor(x => x.PostalIban).MustBeIban();
        RuleFor(x => x.AmountCents)
            .InclusiveBetween(1, EuroCents.Max)
            .Otherwise("amount-out-of-range", ServicesTexts.AmountOutOfRange, ServicesTexts.UseAmountOrRemove);
        RuleFor(x => x.AllowsOtherAmounts).NotNull();
        RuleFor(x => x.IsSpontaneous).NotNull();
        RuleFor(x => x.KeepPayableAfterDueDate).NotNull();
        RuleFor(x => x.IsActive).NotNull();
        RuleFor(x => x.RequestToPay).NotNull();
        RuleFor(x => x.AccountingClass!).SetValidator(new AccountingClassValidator()).When(x => x.AccountingClass is not null);
        RuleFor(x => x.CreditGraceDays).InclusiveBetween(1, ServiceInputValidator.CreditGraceDaysMax);
        RuleFor(x => x.PaymentPlans).ArePaymentPlans();
        RuleForEach(x => x.PaymentPlans).NotNull().SetValidator(new PaymentPlanValidator());
    }
}

public sealed class ChangeServiceHandler(
    TenantSession session,
    ServiceRows rows,
    ServiceReferenceQueries references,
    ServiceTaxonomyQueries taxonomy,
    EventLog events,
    ISettingEffects effects,
    IValidator<ServiceChange> validator
)
{
    public async Task<Outcome<ServiceModel>> RunAsync(
        string code,
        MergePatch<ServiceChange> patch,
        string? ifMatch,
        CancellationToken ct
    ) =>
        await patch.ChangeAsync(
            ifMatch,
            await rows.ReadAsync(code, ct),
            ChangeableOf,
            validator,
            (current, change) => WriteAsync(current, Normalised(current, change), ct)
        );

    private async Task<Outcome<ServiceModel>?> WriteAsync(ServiceModel current, ServiceChange change, CancellationToken ct)
    {
        // Only what is changed must hold now, the code too: it may have ended since the service got it.
        var isNamed = !TransferCategory.IsSame(change.TaxonomyCode!, current.TaxonomyCode);
        if (
            (await CheckAsync(current, change, ct) ?? (isNamed ? await taxonomy.RefuseAsync(change.TaxonomyCode!, ct) : null)) is { } broken
        )
            return broken;
        if (await SaveAsync(current, change, ct) == 0)
            return null;
        await events.EmitAsync(new ServiceChanged(current.Code, change.IsActive!.Value), ct);
        var changed = (await rows.ReadAsync(current.Code, ct)).Value!;
        if (EffectsOf(current, change).ToList() is { Count: > 0 } felt)
            changed = changed with { Warnings = await effects.OfAsync(felt, ct) };
        return await taxonomy.WarnAsync(changed, isNamed, ct);
    }

    private static IEnumerable<SettingChange> EffectsOf(ServiceModel current, ServiceChange change)
    {
        if (current.IsActive && change.IsActive == false)
            yield return new SettingChange.ServiceClosed(current.Code);
        if (current.KeepPayableAfterDueDate && change.KeepPayableAfterDueDate == false)
            yield return new SettingChange.LatePaymentsEnded(current.Code);
        if ((current.RequestToPay == RequestToPay.Allowed) != (change.RequestToPay == RequestToPay.Allowed))
            yield return change.RequestToPay == RequestToPay.Allowed
                ? new SettingChange.RequestsToPayAllowed(current.Code)
                : new SettingChange.RequestsToPayForbidden(current.Code);
    }

    /// <summary>Only what is changed must hold now: an account closed since then does not keep a description from being mended.</summary>
    private async Task<ApiError?> CheckAsync(ServiceModel current, ServiceChange change, CancellationToken ct) =>
        (
            await references.CheckAsync(
                new(
                    change.Iban == current.Iban ? null : change.Iban,
                    change.PostalIban == current.PostalIban ? null : change.PostalIban,
                    change.UnitCode == current.UnitCode ? null : change.UnitCode,
                    change.AccountingClass == current.AccountingClass ? null : change.AccountingClass
                ),
                ct
            )
        ).Error;

    private Task<int> SaveAsync(ServiceModel current, ServiceChange change, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE services SET description = $4, functional_class = $5, taxonomy_code = $6, iban = $7, postal_iban = $8, unit_code = $9,
                amount_cents = $10,
                is_spontaneous = $11, keep_payable_after_due_date = $12, is_active = $13, allows_other_amounts = $16,
                payment_plans = $17::jsonb, credit_grace_days = $18, request_to_pay = $19, version = version + 1,
                accertamento_id = (SELECT a.accertamento_id FROM door.accertamenti a WHERE a.organization_id = $1 AND a.year = $14::int
                    AND a.number = $15)
            WHERE organization_id = $1 AND service_code = $2 AND version = $3
            """,
            ct,
            session.Organization,
            current.Code,
            (int)current.Version,
            change.Description,
            change.FunctionalClass,
            change.TaxonomyCode,
            change.Iban,
            change.PostalIban,
            change.UnitCode,
            change.AmountCents,
            change.IsSpontaneous,
            change.KeepPayableAfterDueDate,
            change.IsActive,
            change.AccountingClass?.AccertamentoYear,
            change.AccountingClass?.AccertamentoNumber,
            change.AllowsOtherAmounts,
            PaymentPlanJson.Write(change.PaymentPlans),
            change.CreditGraceDays,
            StateText.Of(change.RequestToPay!.Value)
        );

    /// <summary>A 6, 7 or 8 in front of a code that was sent counts where nothing else was said of requests to pay.</summary>
    private static ServiceChange Normalised(ServiceModel current, ServiceChange change)
    {
        var code = TaxonomyCode.Parse(change.TaxonomyCode!).Value;
        return change with
        {
            TaxonomyCode = TransferCategory.KeyOf(code),
            RequestToPay =
                change.RequestToPay == current.RequestToPay ? TransferCategory.SaidBy(code) ?? change.RequestToPay : change.RequestToPay,
            Iban = Iban.Parse(change.Iban!).Value,
            PostalIban = change.PostalIban is null ? null : Iban.Parse(change.PostalIban).Value,
        };
    }

    private static ServiceChange ChangeableOf(ServiceModel s) =>
        new()
        {
            Description = s.Description,
            FunctionalClass = s.FunctionalClass,
            TaxonomyCode = TransferCategory.KeyOf(s.TaxonomyCode),
            Iban = s.Iban,
            PostalIban = s.PostalIban,
            UnitCode = s.UnitCode,
            AmountCents = s.AmountCents,
            AllowsOtherAmounts = s.AllowsOtherAmounts,
            IsSpontaneous = s.IsSpontaneous,
            AccountingClass = s.AccountingClass,
            KeepPayableAfterDueDate = s.KeepPayableAfterDueDate,
            CreditGraceDays = s.CreditGraceDays,
            RequestToPay = s.RequestToPay,
            PaymentPlans = s.PaymentPlans,
            IsActive = s.IsActive,
        };
}

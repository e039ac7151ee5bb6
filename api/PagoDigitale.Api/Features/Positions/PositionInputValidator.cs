using FluentValidation;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Planning;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What can be said of a position without looking anything up; sums and references are the planner's.</summary>
public sealed class PositionInputValidator : AbstractValidator<PositionInput>
{
    public PositionInputValidator()
    {
        RuleFor(x => x.ExternalId).Length(1, 128);
        RuleFor(x => x.ServiceCode).IsCode();
        RuleFor(x => x.UnitCode).IsCode().When(x => x.UnitCode is not null);
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.Debtor).SetValidator(new PositionDebtorInputValidator());
        Include(new DebtSharingValidator());
        RuleFor(x => x.ValidFrom).IsSaneDate();
        RuleFor(x => x.Metadata).AreLabels();
        RuleFor(x => x.PaymentOptions)
            .Must(o => o is null or { Count: 0 })
            .When(x => x.Plan is not null)
            .Otherwise("options-beside-plan", PaymentPlanUseTexts.OptionsBesidePlan, PaymentPlanUseTexts.SendOneOfBoth);
        RuleFor(x => x.Plan!)
            .ChildRules(plan =>
            {
                plan.RuleFor(x => x.Codes)
                    .Must(c => c.Count is >= 1 and <= PlanInput.CodesMax && c.Distinct(StringComparer.Ordinal).Count() == c.Count)
                    .Otherwise(
                        "plan-codes-count",
                        PaymentPlanUseTexts.CodesCount.With(PlanInput.CodesMax),
                        PaymentPlanUseTexts.NameEachOnce
                    );
                plan.RuleForEach(x => x.Codes).IsCode();
                plan.RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
                plan.RuleFor(x => x.StartsOn).InclusiveBetween(PositionRules.First, PositionRules.Last);
            })
            .When(x => x.Plan is not null);
        RuleFor(x => x.PaymentOptions)
            .Must((x, o) => o is { Count: >= 1 and <= PaymentOptions.OptionsMax } || (x.Plan is not null && o is null or { Count: 0 }))
            .Otherwise(
                "payment-options-count",
                PaymentOptionTexts.OptionsCount.With(PaymentOptions.OptionsMax),
                PaymentOptionTexts.SendFewerOptions.With(PaymentOptions.OptionsMax)
            )
            .Must(o => InstalmentsOf(o) <= PaymentOptions.InstalmentsMax)
            .Otherwise(
                "instalments-count",
                (_, o) => PaymentOptionTexts.TooManyInstalments.With(InstalmentsOf(o), PaymentOptions.InstalmentsMax),
                PaymentOptionTexts.OfferFewer
            );
        RuleForEach(x => x.PaymentOptions)
            .NotNull()
            .ChildRules(option =>
            {
                option.RuleFor(x => x.Description).IsTextUpTo(140);
                option
                    .RuleFor(x => x.Instalments)
                    .Must(i => i.Count is >= 1 and <= PaymentOptions.InstalmentsOfOptionMax)
                    .Otherwise(
                        "instalments-count",
                        PaymentOptionTexts.InstalmentsCount.With(PaymentOptions.InstalmentsOfOptionMax),
                        PaymentOptionTexts.SplitIntoFewer.With(PaymentOptions.InstalmentsOfOptionMax)
                    );
                option.RuleFor(x => x.ValidFrom).IsSaneDate();
                option
                    .RuleFor(x => x.Kind)
                    .Must((x, _) => x.Instalments.Count == 1)
                    .When(x => x is { Kind: PaymentOptionKind.Single or PaymentOptionKind.Reduced, Instalments.Count: > 0 })
                    .Otherwise(
                        "option-kind-mismatch",
                        (x, _) => PaymentOptionTexts.HasOneInstalment.With(x.Instalments.Count),
                        PaymentOptionTexts.SendOneInstalment
                    );
                option
                    .RuleFor(x => x.Kind)
                    .Must((x, _) => x.Instalments.Count > 1)
                    .When(x => x is { Kind: PaymentOptionKind.Instalments or PaymentOptionKind.DownPayment, Instalments.Count: > 0 })
                    .Otherwise("option-kind-mismatch", PaymentOptionTexts.HasSeveralInstalments, PaymentOptionTexts.SendSeveralInstalments);
                option.RuleForEach(x => x.Instalments).NotNull().SetValidator(new InstalmentInputValidator());
            });
    }

    private static int InstalmentsOf(List<PaymentOptionInput>? options) => (options ?? []).Sum(o => o?.Instalments?.Count ?? 0);
}

public sealed class PositionDebtorInputValidator : AbstractValidator<PositionDebtorInput>
{
    public PositionDebtorInputValidator()
    {
        RuleFor(x => x.FiscalCode).MustBeFiscalCode().MustFit(x => x.Type);
        RuleFor(x => x.Name).NotEmpty().MaximumLength(70);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.ExternalId).Length(1, 128);
    }
}

public sealed class InstalmentInputValidator : AbstractValidator<InstalmentInput>
{
    public InstalmentInputValidator()
    {
        RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
        RuleFor(x => x.DueDate).IsSaneDate();
        RuleFor(x => x.ValidUntil).IsSaneDate();
        RuleFor(x => x.ValidUntil)
            .Must((x, until) => until >= x.DueDate)
            .When(x => x.ValidUntil is not null && x.DueDate is not null)
            .Otherwise(
                "valid-until-before-due-date",
                (x, until) => PositionInputTexts.EndsBeforeDue.With(until, x.DueDate),
                PositionInputTexts.LetBePayableUntilDue
            );
        RuleFor(x => x.Description).IsTextUpTo(140);
        RuleFor(x => x.RemittanceInformation).IsTextUpTo(140);
        // Check digits are not demanded: no participant is obliged to verify them and real notices fail.
        RuleFor(x => x.NoticeNumber)
            .MustBeNoticeNumber(PositionInputTexts.GiveNoticeNumber)
            .Must(n => !NoticeNumber.TryParse(n, out var number) || number.HasKnownAuxDigit)
            .Otherwise("notice-number-aux-digit", PositionInputTexts.WrongAuxDigit, PositionInputTexts.CopyNoticeNumber)
            .Must(n => !NoticeNumber.TryParse(n, out var number) || !number.IsStationProbe)
            .Otherwise("notice-number-reserved", PositionInputTexts.IsStationProbe, PositionInputTexts.NoNoticeHasIt);
        RuleForEach(x => x.Metadata).NotNull();
        RuleFor(x => x.Transfers)
            .Must(t => t!.Count is >= 1 and <= 5)
            .When(x => x.Transfers is not null)
            .Otherwise("transfers-count", PositionInputTexts.TransfersCount, PositionInputTexts.UseFiveTransfers);
        RuleForEach(x => x.Transfers).NotNull().SetValidator(new TransferInputValidator());
        RuleFor(x => x.Allocations)
            .Null()
            .When(x => x.Transfers is not null)
            .Otherwise("allocations-beside-transfers", PositionInputTexts.AllocationsBesideTransfers, PositionInputTexts.MoveIntoTransfers);
        RuleFor(x => x.Allocations).IsAllocationList();
        RuleForEach(x => x.Allocations).NotNull().SetValidator(new AllocationInputValidator());
    }
}

public sealed class TransferInputValidator : AbstractValidator<TransferInput>
{
    public TransferInputValidator()
    {
        RuleFor(x => x.OrganizationFiscalCode)
            .Matches("^[0-9]{11}$")
            .Otherwise("fiscal-code-invalid", PositionInputTexts.IsNoOrganization, PositionInputTexts.UseFiscalCode);
        RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
        RuleFor(x => x.ServiceCode).IsCode().When(x => x.ServiceCode is not null);
        RuleFor(x => x.Iban).IsItalianIban();
        RuleFor(x => x.PostalIban).IsItalianIban();
        RuleFor(x => x.TaxonomyCode)
            .Matches(@"\A[0126789]/\S{3,138}\z")
            .Otherwise("taxonomy-code-invalid", PositionInputTexts.IsNoTaxonomyCode, PositionInputTexts.LookTaxonomyCodeUp);
        RuleFor(x => x.RemittanceInformation).IsTextUpTo(140);
        RuleForEach(x => x.Metadata).NotNull();
        RuleFor(x => x.Allocations)
            .Must(a => a!.Count <= 20)
            .When(x => x.Allocations is not null)
            .Otherwise("allocations-count", PositionInputTexts.AllocationsMax, PositionInputTexts.SumShares);
        RuleForEach(x => x.Allocations).NotNull().SetValidator(new AllocationInputValidator());
    }
}

public sealed class AllocationInputValidator : AbstractValidator<AllocationInput>
{
    public AllocationInputValidator()
    {
        RuleFor(x => x.AccertamentoYear).InclusiveBetween(2000, 2100);
        RuleFor(x => x.AccertamentoNumber).NotEmpty().MaximumLength(20);
        RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
    }
}

using FluentValidation;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
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
        RuleFor(x => x.ValidFrom).IsSaneDate();
        RuleFor(x => x.Metadata).AreLabels();
        RuleFor(x => x.PaymentOptions)
            .Must(o => o.Count == 1)
            .WithMessage("must hold one payment option")
            .Remedy("payment-options-count", "Send one payment option with all the instalments.");
        RuleForEach(x => x.PaymentOptions)
            .NotNull()
            .ChildRules(option =>
            {
                option.RuleFor(x => x.Description).IsTextUpTo(140);
                option
                    .RuleFor(x => x.Instalments)
                    .Must(i => i.Count is >= 1 and <= 24)
                    .WithMessage("must hold from 1 to 24 instalments")
                    .Remedy("instalments-count", "Split the debt in at most 24 instalments.");
                option.RuleForEach(x => x.Instalments).NotNull().SetValidator(new InstalmentInputValidator());
            });
    }
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
            .WithMessage(x => $"{x.ValidUntil:yyyy-MM-dd} comes before the due date {x.DueDate:yyyy-MM-dd}")
            .Remedy("valid-until-before-due-date", "Let the instalment be payable at least until its due date.");
        RuleFor(x => x.RemittanceInformation).IsTextUpTo(140);
        // Check digits are not demanded: no participant is obliged to verify them and real notices fail.
        RuleFor(x => x.NoticeNumber)
            .MustBeNoticeNumber("Give the 18 digits of the notice, leading zeros included.")
            .Must(n => !NoticeNumber.TryParse(n, out var number) || number.HasKnownAuxDigit)
            .WithMessage("begins with a digit that no notice of an organization has")
            .Remedy("notice-number-aux-digit", "Notice numbers begin with 0, 1, 2 or 3: copy the number from the notice.")
            .Must(n => !NoticeNumber.TryParse(n, out var number) || !number.IsStationProbe)
            .WithMessage("is the number with which the node tries whether a station answers")
            .Remedy("notice-number-reserved", "No notice can have it: copy the number from the notice.");
        RuleForEach(x => x.Metadata).NotNull();
        RuleFor(x => x.Transfers)
            .Must(t => t!.Count is >= 1 and <= 5)
            .When(x => x.Transfers is not null)
            .WithMessage("must hold from 1 to 5 transfers")
            .Remedy("transfers-count", "pagoPA takes at most five transfers on a notice.");
        RuleForEach(x => x.Transfers).NotNull().SetValidator(new TransferInputValidator());
        RuleFor(x => x.Allocations)
            .Null()
            .When(x => x.Transfers is not null)
            .WithMessage("goes with no transfers")
            .Remedy("allocations-beside-transfers", "Move the allocations into the transfers they belong to.");
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
            .WithMessage("is not the fiscal code of an organization")
            .Remedy("fiscal-code-invalid", "Use the 11 digits of the organization's fiscal code.");
        RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
        RuleFor(x => x.Iban).IsItalianIban();
        RuleFor(x => x.PostalIban).IsItalianIban();
        RuleFor(x => x.TaxonomyCode)
            .Matches(@"\A[0126789]/\S{3,138}\z")
            .WithMessage("is not a taxonomy code")
            .Remedy("taxonomy-code-invalid", "Look the code up in the current taxonomy and write it like 9/0102100SA/.");
        RuleFor(x => x.RemittanceInformation).IsTextUpTo(140);
        RuleForEach(x => x.Metadata).NotNull();
        RuleFor(x => x.Allocations)
            .Must(a => a!.Count <= 20)
            .When(x => x.Allocations is not null)
            .WithMessage("must hold at most 20 allocations")
            .Remedy("allocations-count", "Sum the shares of the same accertamento.");
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

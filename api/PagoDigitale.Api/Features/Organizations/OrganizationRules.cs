using FluentValidation;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

/// <summary>What is said of an organization when it is made and may be said anew later.</summary>
public interface IOrganizationDetails
{
    string? Name { get; }
    string? Sector { get; }
    string? InfoLines { get; }
    string? IpaCode { get; }
    string? CbillCode { get; }
    Address? Address { get; }
    string? Email { get; }
    string? Pec { get; }
    AccountingProfile? AccountingProfile { get; }
}

internal sealed class OrganizationRules : AbstractValidator<IOrganizationDetails>
{
    public OrganizationRules()
    {
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Sector).MaximumLength(50);
        RuleFor(x => x.InfoLines).MaximumLength(100);
        RuleFor(x => x.IpaCode).MaximumLength(16);
        RuleFor(x => x.CbillCode)
            .Matches("^[A-Z0-9]{5}$")
            .When(x => x.CbillCode is not null)
            .Otherwise("cbill-code-invalid", OrganizationsTexts.NoSiaCode, OrganizationsTexts.GiveSiaCode);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.AccountingProfile!).SetValidator(new AccountingProfileValidator()).When(x => x.AccountingProfile is not null);
    }
}

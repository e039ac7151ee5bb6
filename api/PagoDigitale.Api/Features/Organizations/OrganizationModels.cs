using FluentValidation;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations;

public sealed record OrganizationModel : IVersioned
{
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
    public string? Sector { get; init; }
    public string? InfoLines { get; init; }
    public string? IpaCode { get; init; }
    public string? CbillCode { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? Pec { get; init; }
    public AccountingProfile? AccountingProfile { get; init; }
    public required bool IsActive { get; init; }
    public required bool HasLogo { get; init; }
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>In the answer to a change that open notices can feel.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }
}

/// <summary>How reversali are written when the caller says nothing else (#33).</summary>
public sealed record AccountingProfile
{
    public required string Counterpart { get; init; }
    public required string CollectionAccount { get; init; }
    public required AccountingDateRule AccountingDateRule { get; init; }
}

public enum AccountingDateRule
{
    MovementDate,
    JobDate,
}

public sealed record OrganizationInput
{
    public required string FiscalCode { get; init; }

    [Printed]
    public required string Name { get; init; }

    [Printed]
    public string? Sector { get; init; }

    [Printed]
    public string? InfoLines { get; init; }

    public string? IpaCode { get; init; }
    public string? CbillCode { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? Pec { get; init; }
    public AccountingProfile? AccountingProfile { get; init; }
}

public sealed record OrganizationChange
{
    [Printed]
    public string? Name { get; init; }

    [NullRemoves, Printed]
    public string? Sector { get; init; }

    [NullRemoves, Printed]
    public string? InfoLines { get; init; }

    [NullRemoves]
    public string? IpaCode { get; init; }

    [NullRemoves]
    public string? CbillCode { get; init; }

    [NullRemoves]
    public Address? Address { get; init; }

    [NullRemoves]
    public string? Email { get; init; }

    [NullRemoves]
    public string? Pec { get; init; }

    [NullRemoves]
    public AccountingProfile? AccountingProfile { get; init; }

    public bool? IsActive { get; init; }
}

public sealed class OrganizationInputValidator : AbstractValidator<OrganizationInput>
{
    public OrganizationInputValidator()
    {
        RuleFor(x => x.FiscalCode)
            .Must(c => OrganizationCode.TryParse(c, out _))
            .WithMessage("is not the fiscal code of an organization")
            .Remedy("fiscal-code-invalid", "Use the 11 digits of the organization's fiscal code.");
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Sector).MaximumLength(50);
        RuleFor(x => x.InfoLines).MaximumLength(100);
        RuleFor(x => x.IpaCode).MaximumLength(16);
        RuleFor(x => x.CbillCode)
            .Matches("^[A-Z0-9]{5}$")
            .When(x => x.CbillCode is not null)
            .WithMessage("is not a SIA code")
            .Remedy("cbill-code-invalid", "Use the 5 capital letters and digits of the SIA code.");
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.AccountingProfile!).SetValidator(new AccountingProfileValidator()).When(x => x.AccountingProfile is not null);
    }
}

public sealed class AccountingProfileValidator : AbstractValidator<AccountingProfile>
{
    public AccountingProfileValidator()
    {
        RuleFor(x => x.Counterpart).NotEmpty().MaximumLength(140);
        RuleFor(x => x.CollectionAccount).NotEmpty().MaximumLength(35);
    }
}

public sealed class OrganizationChangeValidator : AbstractValidator<OrganizationChange>
{
    public OrganizationChangeValidator()
    {
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Sector).MaximumLength(50);
        RuleFor(x => x.InfoLines).MaximumLength(100);
        RuleFor(x => x.IpaCode).MaximumLength(16);
        RuleFor(x => x.CbillCode)
            .Matches("^[A-Z0-9]{5}$")
            .When(x => x.CbillCode is not null)
            .WithMessage("is not a SIA code")
            .Remedy("cbill-code-invalid", "Use the 5 capital letters and digits of the SIA code.");
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.AccountingProfile!).SetValidator(new AccountingProfileValidator()).When(x => x.AccountingProfile is not null);
        RuleFor(x => x.IsActive).NotNull();
    }
}

using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Services;

public sealed record ServiceModel : IVersioned
{
    public required string Code { get; init; }
    public required string Description { get; init; }
    public string? FunctionalClass { get; init; }
    public required string TaxonomyCode { get; init; }
    public required string Iban { get; init; }
    public string? PostalIban { get; init; }
    public string? UnitCode { get; init; }
    public long? AmountCents { get; init; }
    public required bool AllowsOtherAmounts { get; init; }
    public required bool IsSpontaneous { get; init; }
    public AccountingClass? AccountingClass { get; init; }
    public required bool KeepPayableAfterDueDate { get; init; }
    public required bool IsActive { get; init; }
    public required long Version { get; init; }

    /// <summary>In the answer to a change that open notices can feel; in every answer what the taxonomy says of the code.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }
}

/// <summary>The accertamento that collections of the service are booked on when the position says nothing else.</summary>
public sealed record AccountingClass
{
    public required string Chapter { get; init; }
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
}

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
}

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
    public bool? IsActive { get; init; }
}

public sealed record ServiceFilter : PageQuery
{
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "isActive")]
    public bool? IsActive { get; init; }

    [FromQuery(Name = "isSpontaneous")]
    public bool? IsSpontaneous { get; init; }
}

public sealed class AccountingClassValidator : AbstractValidator<AccountingClass>
{
    public AccountingClassValidator()
    {
        RuleFor(x => x.Chapter).NotEmpty().MaximumLength(30);
        RuleFor(x => x.AccertamentoYear).InclusiveBetween(2000, 2100);
        RuleFor(x => x.AccertamentoNumber).NotEmpty().MaximumLength(20);
    }
}

public sealed class ServiceInputValidator : AbstractValidator<ServiceInput>
{
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
            .WithMessage("is out of range")
            .Remedy("amount-out-of-range", "Use 1 to 99999999999 cents, or leave it out when the price is not fixed.");
        RuleFor(x => x.AccountingClass!).SetValidator(new AccountingClassValidator()).When(x => x.AccountingClass is not null);
    }
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
            .WithMessage("is out of range")
            .Remedy("amount-out-of-range", "Use 1 to 99999999999 cents, or remove it when the price is not fixed.");
        RuleFor(x => x.AllowsOtherAmounts).NotNull();
        RuleFor(x => x.IsSpontaneous).NotNull();
        RuleFor(x => x.KeepPayableAfterDueDate).NotNull();
        RuleFor(x => x.IsActive).NotNull();
        RuleFor(x => x.AccountingClass!).SetValidator(new AccountingClassValidator()).When(x => x.AccountingClass is not null);
    }
}

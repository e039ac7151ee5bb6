using System.ComponentModel.DataAnnotations;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Debtors;

public sealed record DebtorModel : IVersioned
{
    public const string Prefix = "deb";

    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? Pec { get; init; }
    public string? Category { get; init; }
    public required long Version { get; init; }
}

public sealed record DebtorInput
{
    public string? ExternalId { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }

    [Printed]
    public required string Name { get; init; }

    [Printed]
    public Address? Address { get; init; }

    public string? Email { get; init; }
    public string? Pec { get; init; }
    public string? Category { get; init; }
}

public sealed record DebtorChange
{
    public DebtorType? Type { get; init; }
    public string? FiscalCode { get; init; }

    [Printed]
    public string? Name { get; init; }

    [NullRemoves, Printed]
    public Address? Address { get; init; }

    [NullRemoves]
    public string? Email { get; init; }

    [NullRemoves]
    public string? Pec { get; init; }

    [NullRemoves]
    public string? Category { get; init; }
}

public sealed record DebtorFilter : PageQuery
{
    /// <summary>The beginning of the name.</summary>
    [FromQuery(Name = "q"), MaxLength(100)]
    public string? Q { get; init; }

    [FromQuery(Name = "fiscalCode"), RegularExpression(QueryForm.FiscalCode)]
    public string? FiscalCode { get; init; }

    [FromQuery(Name = "externalId"), MaxLength(128)]
    public string? ExternalId { get; init; }
}

public sealed class DebtorInputValidator : AbstractValidator<DebtorInput>
{
    public DebtorInputValidator()
    {
        RuleFor(x => x.ExternalId).Length(1, 128).When(x => x.ExternalId is not null);
        RuleFor(x => x.FiscalCode).NotEmpty().MustBeFiscalCode().MustFit(x => x.Type);
        RuleFor(x => x.Name).NotEmpty().MaximumLength(70);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Category).MaximumLength(50);
    }
}

public sealed class DebtorChangeValidator : AbstractValidator<DebtorChange>
{
    public DebtorChangeValidator()
    {
        RuleFor(x => x.Type).NotNull();
        RuleFor(x => x.FiscalCode).NotEmpty().MustBeFiscalCode().MustFit(x => x.Type);
        RuleFor(x => x.Name).NotEmpty().MaximumLength(70);
        RuleFor(x => x.Address!).SetValidator(new AddressValidator()).When(x => x.Address is not null);
        RuleFor(x => x.Email).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Pec).EmailAddress().MaximumLength(256);
        RuleFor(x => x.Category).MaximumLength(50);
    }
}

using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Services;

public sealed record ServiceModel : IVersioned
{
    public required string Code { get; init; }
    public required string Description { get; init; }
    public string? FunctionalClass { get; init; }

    /// <summary>With the digit in front that the node is told.</summary>
    public required string TaxonomyCode { get; init; }
    public required string Iban { get; init; }
    public string? PostalIban { get; init; }
    public string? UnitCode { get; init; }
    public long? AmountCents { get; init; }
    public required bool AllowsOtherAmounts { get; init; }
    public required bool IsSpontaneous { get; init; }
    public AccountingClass? AccountingClass { get; init; }
    public required bool KeepPayableAfterDueDate { get; init; }

    /// <summary>Null where a payment after the due date is late, whenever its money comes.</summary>
    public int? CreditGraceDays { get; init; }

    /// <summary>Always said by this version; optional in the contract, where it came later.</summary>
    public RequestToPay? RequestToPay { get; init; }

    /// <summary>Always said by this version; optional in the contract, where it came later.</summary>
    public IReadOnlyList<PaymentPlan>? PaymentPlans { get; init; }
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

public sealed class AccountingClassValidator : AbstractValidator<AccountingClass>
{
    public AccountingClassValidator()
    {
        RuleFor(x => x.Chapter).NotEmpty().MaximumLength(30);
        RuleFor(x => x.AccertamentoYear).InclusiveBetween(2000, 2100);
        RuleFor(x => x.AccertamentoNumber).NotEmpty().MaximumLength(20);
    }
}

using FluentValidation;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Why a person decided so.</summary>
public sealed record MovementDecisionInput
{
    public required string Reason { get; init; }
}

public sealed class MovementDecisionInputValidator : AbstractValidator<MovementDecisionInput>
{
    public MovementDecisionInputValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

using FluentValidation;

namespace PagoDigitale.Api.Features.Positions;

public sealed record ReasonInput
{
    public required string Reason { get; init; }
}

public sealed class ReasonInputValidator : AbstractValidator<ReasonInput>
{
    public ReasonInputValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

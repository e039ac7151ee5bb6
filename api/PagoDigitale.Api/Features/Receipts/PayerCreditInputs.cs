using FluentValidation;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record PayerCreditAssignment
{
    public required string NoticeNumber { get; init; }
    public required string Reason { get; init; }
}

public sealed record PayerCreditRefund
{
    public required long AmountCents { get; init; }
    public required DateOnly RefundedOn { get; init; }
    public required string Reason { get; init; }
}

public sealed record PayerCreditClaim
{
    public required string NoticeNumber { get; init; }
    public required string Reason { get; init; }
}

public sealed record PayerCreditUseWithdrawal
{
    public required string CreditUseId { get; init; }
    public required string Reason { get; init; }
}

public sealed class PayerCreditClaimValidator : AbstractValidator<PayerCreditClaim>
{
    public PayerCreditClaimValidator()
    {
        RuleFor(x => x.NoticeNumber)
            .Matches("^[0-9]{18}$")
            .WithMessage("is not a notice number")
            .Remedy("notice-number-invalid", "Use the 18 digits of the notice that asks for it.");
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

public sealed class PayerCreditUseWithdrawalValidator : AbstractValidator<PayerCreditUseWithdrawal>
{
    public PayerCreditUseWithdrawalValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

public sealed class PayerCreditAssignmentValidator : AbstractValidator<PayerCreditAssignment>
{
    public PayerCreditAssignmentValidator()
    {
        RuleFor(x => x.NoticeNumber)
            .Matches("^[0-9]{18}$")
            .WithMessage("is not a notice number")
            .Remedy("notice-number-invalid", "Use the 18 digits of the notice to pay.");
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

public sealed class PayerCreditRefundValidator : AbstractValidator<PayerCreditRefund>
{
    public PayerCreditRefundValidator()
    {
        RuleFor(x => x.AmountCents)
            .InclusiveBetween(1, 99_999_999_999)
            .WithMessage("is not an amount")
            .Remedy("amount-invalid", "Give the cents that were refunded.");
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

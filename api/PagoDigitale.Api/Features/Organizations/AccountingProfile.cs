using FluentValidation;

namespace PagoDigitale.Api.Features.Organizations;

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

public sealed class AccountingProfileValidator : AbstractValidator<AccountingProfile>
{
    public AccountingProfileValidator()
    {
        RuleFor(x => x.Counterpart).NotEmpty().MaximumLength(140);
        RuleFor(x => x.CollectionAccount).NotEmpty().MaximumLength(35);
    }
}

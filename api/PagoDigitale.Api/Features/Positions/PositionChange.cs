using System.Text.Json.Serialization;
using FluentValidation;
using PagoDigitale.Core.Money;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

public sealed record PositionChange
{
    [Printed]
    public string? Description { get; init; }

    [NullRemoves]
    public Dictionary<string, string>? Metadata { get; init; }

    public List<InstalmentChange>? Instalments { get; init; }
}

/// <summary>
/// What is absent stays and null removes, also inside the list, which a merge patch replaces as a whole: the dates remember
/// whether they were sent.
/// </summary>
public sealed record InstalmentChange
{
    public required string Id { get; init; }
    public long? AmountCents { get; init; }

    [NullRemoves]
    public DateOnly? DueDate
    {
        get;
        init => (field, HasDueDate) = (value, true);
    }

    [NullRemoves]
    public DateOnly? ValidUntil
    {
        get;
        init => (field, HasValidUntil) = (value, true);
    }

    [JsonIgnore]
    public bool HasDueDate { get; private init; }

    [JsonIgnore]
    public bool HasValidUntil { get; private init; }
}

public sealed class PositionChangeValidator : AbstractValidator<PositionChange>
{
    public PositionChangeValidator()
    {
        RuleFor(x => x.Description).NotEmpty().MaximumLength(140);
        RuleFor(x => x.Metadata).AreLabels();
        RuleFor(x => x.Instalments)
            .Must(i => i is null || i.Count is >= 1 and <= 24)
            .WithMessage("must hold from 1 to 24 instalments")
            .Remedy("instalments-count", "Name the instalments to change, or leave the list out.");
        RuleForEach(x => x.Instalments)
            .NotNull()
            .ChildRules(instalment =>
            {
                instalment.RuleFor(x => x.AmountCents).InclusiveBetween(1, EuroCents.Max);
                instalment.RuleFor(x => x.DueDate).IsSaneDate();
                instalment.RuleFor(x => x.ValidUntil).IsSaneDate();
            });
    }
}

public sealed record Reason
{
    [JsonPropertyName("reason")]
    public required string Text { get; init; }
}

public sealed class ReasonValidator : AbstractValidator<Reason>
{
    public ReasonValidator() => RuleFor(x => x.Text).NotEmpty().MaximumLength(280).OverridePropertyName("reason");
}

public sealed record OutsidePaymentWithdrawal
{
    public required string InstalmentId { get; init; }
    public required string Reason { get; init; }
}

public sealed class OutsidePaymentWithdrawalValidator : AbstractValidator<OutsidePaymentWithdrawal>
{
    public OutsidePaymentWithdrawalValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

public sealed record OutsidePaymentInput
{
    public required string InstalmentId { get; init; }
    public required DateOnly PaidOn { get; init; }

    [Printed]
    public required string Reason { get; init; }

    [Printed]
    public string? Reference { get; init; }
}

public sealed class OutsidePaymentInputValidator : AbstractValidator<OutsidePaymentInput>
{
    public OutsidePaymentInputValidator()
    {
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
        RuleFor(x => x.Reference).Length(1, 140);
        RuleFor(x => x.PaidOn)
            .Must(d => d.Year >= 2000)
            .WithMessage("is not a plausible date")
            .Remedy("date-implausible", "Give the day the money came in.");
    }
}

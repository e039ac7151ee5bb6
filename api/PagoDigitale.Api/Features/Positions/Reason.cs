using System.Text.Json.Serialization;
using FluentValidation;

namespace PagoDigitale.Api.Features.Positions;

public sealed record Reason
{
    [JsonPropertyName("reason")]
    public required string Text { get; init; }
}

public sealed class ReasonValidator : AbstractValidator<Reason>
{
    public ReasonValidator() => RuleFor(x => x.Text).NotEmpty().MaximumLength(280).OverridePropertyName("reason");
}

using FluentValidation;
using PagoDigitale.Api.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations.Exposed;

/// <summary>A postal address within the limits the node sets for a subject (paForNode ctSubject).</summary>
public sealed record Address
{
    public required string Street { get; init; }
    public string? CivicNumber { get; init; }
    public required string PostalCode { get; init; }
    public required string City { get; init; }
    public string? Province { get; init; }
    public required string Country { get; init; }
}

public sealed class AddressValidator : AbstractValidator<Address>
{
    public AddressValidator()
    {
        RuleFor(x => x.Street).NotEmpty().MaximumLength(70);
        RuleFor(x => x.CivicNumber).MaximumLength(16);
        RuleFor(x => x.PostalCode).NotEmpty().MaximumLength(16);
        RuleFor(x => x.City).NotEmpty().MaximumLength(35);
        RuleFor(x => x.Province).MaximumLength(35);
        RuleFor(x => x.Country).Matches("^[A-Z]{2}$").WithMessage("is not an ISO 3166 code").Remedy("country-invalid", "Use two capital letters, for example IT.");
    }
}

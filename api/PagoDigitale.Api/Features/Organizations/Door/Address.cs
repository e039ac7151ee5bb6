using FluentValidation;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Organizations.Door;

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

/// <summary>Italian postal codes have five digits, and spreadsheets drop the zeros in front: 184 is Rome's 00184.</summary>
public static class PostalCodes
{
    public const string Italy = "IT";
    public const string Fault = "postal-code-invalid";
    public static Wording Remedy => OrganizationsTexts.GivePostalCode;

    public static bool IsItalian(string text) => text.Length == 5 && text.All(char.IsAsciiDigit);
}

public sealed class AddressValidator : AbstractValidator<Address>
{
    public AddressValidator()
    {
        RuleFor(x => x.Street).NotEmpty().MaximumLength(70);
        RuleFor(x => x.CivicNumber).MaximumLength(16);
        RuleFor(x => x.PostalCode).NotEmpty().MaximumLength(16);
        RuleFor(x => x.PostalCode)
            .Must(PostalCodes.IsItalian)
            .When(x => x.Country == PostalCodes.Italy && !string.IsNullOrEmpty(x.PostalCode))
            .Otherwise(PostalCodes.Fault, OrganizationsTexts.NoPostalCode, PostalCodes.Remedy);
        RuleFor(x => x.City).NotEmpty().MaximumLength(35);
        RuleFor(x => x.Province).MaximumLength(35);
        RuleFor(x => x.Country)
            .Matches("^[A-Z]{2}$")
            .Otherwise("country-invalid", OrganizationsTexts.NoCountry, OrganizationsTexts.GiveCountry);
    }
}

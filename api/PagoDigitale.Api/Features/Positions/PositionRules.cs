using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Rules that several inputs of positions share.</summary>
internal static class PositionRules
{
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2100, 12, 31);

    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty()
            .Matches("^[A-Za-z0-9_-]{1,35}$")
            .WithMessage("is not a code")
            .Remedy("code-invalid", "Use up to 35 letters, digits, hyphens and underscores.");

    public static IRuleBuilderOptions<T, DateOnly?> IsSaneDate<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(d => d is null || (d >= First && d <= Last))
            .WithMessage("is not a plausible date")
            .Remedy("date-implausible", "Use a day between 2000-01-01 and 2100-12-31.");

    public static IRuleBuilderOptions<T, string?> IsItalianIban<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(i => i is null || (Iban.TryParse(i, out var iban) && iban.IsItalian && iban.Value == i))
            .WithMessage("is not an Italian IBAN whose check digits hold")
            .Remedy("iban-invalid", "Copy the 27 characters from the bank's papers, in capitals and without spaces.")
            .HasRightCheckLetter();

    public static IRuleBuilderOptions<T, List<AllocationInput>?> IsAllocationList<T>(this IRuleBuilder<T, List<AllocationInput>?> rule) =>
        rule.Must(a => a is null || a.Count is >= 1 and <= 20)
            .WithMessage("must hold from 1 to 20 allocations")
            .Remedy("allocations-count", "Sum the shares of the same accertamento, or leave the allocations out.");
}

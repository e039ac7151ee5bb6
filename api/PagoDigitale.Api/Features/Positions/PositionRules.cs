using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Rules that several inputs of positions share.</summary>
internal static class PositionRules
{
    public static readonly DateOnly First = new(2000, 1, 1);
    public static readonly DateOnly Last = new(2100, 12, 31);

    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.NotEmpty()
            .Matches("^[A-Za-z0-9_-]{1,35}$")
            .Otherwise("code-invalid", PositionInputTexts.IsNoCode, PositionInputTexts.WriteCode);

    public static IRuleBuilderOptions<T, DateOnly?> IsSaneDate<T>(this IRuleBuilder<T, DateOnly?> rule) =>
        rule.Must(d => d is null || (d >= First && d <= Last))
            .Otherwise("date-implausible", PositionInputTexts.IsImplausible, PositionInputTexts.UsePlausibleDay);

    public static IRuleBuilderOptions<T, string?> IsItalianIban<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(i => i is null || (Iban.TryParse(i, out var iban) && iban.IsItalian && iban.Value == i))
            .Otherwise("iban-invalid", PositionInputTexts.IsNoIban, PositionInputTexts.CopyIban)
            .HasRightCheckLetter();

    public static IRuleBuilderOptions<T, List<AllocationInput>?> IsAllocationList<T>(this IRuleBuilder<T, List<AllocationInput>?> rule) =>
        rule.Must(a => a is null || a.Count is >= 1 and <= 20)
            .Otherwise("allocations-count", PositionInputTexts.AllocationsCount, PositionInputTexts.SumOrLeaveOut);
}
